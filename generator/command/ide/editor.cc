#include "command/ide/editor.h"

#include <fmt/format.h>

#include <cstdio>

#include "base/files.h"
#include "base/strings.h"
#include "command/build/generated.h"
#include "command/build/ide.h"
#include "command/options/build_directory_option.h"
#include "ide/project_file.h"

namespace ferrule {

namespace {

/// Which project the editor opens, and how it is built.
struct Project {
  std::string root;             // absolute
  std::string build_directory;  // absolute
  bool is_cmakes = false;
};

class EditorSetup {
 public:
  EditorSetup(const CommandContext& context, const EditorOptions& options) : context_(context), options_(options) {}

  Status run() {
    Result<BuildDirectory> found = find_build_directory(context_, options_.build.generate.build_directory,
                                                        options_.build.generate.manifest_path);
    if (!found) return found.error();
    Result<Project> project = project_of(*found);
    if (!project) return project.error();
    if (!project->is_cmakes)
      if (Status written = write_rust_project_command(context_, {options_.build, {}, true}); !written) return written;
    const EditorSettings settings = settings_for(*project);
    if (options_.prints || options_.editor == Editor::neovim) {
      fmt::print("{}", write_settings(options_.editor, settings));
    } else if (Status written = write(*project, settings); !written) {
      return written;
    }
    if (project->is_cmakes) tell_of_macros(*project);
    return {};
  }

 private:
  Result<Project> project_of(const BuildDirectory& found) const {
    if (!found.workspace.empty()) return Project{found.workspace, found.path};
    const std::string cache = join_path(found.path, "CMakeCache.txt");
    if (Result<std::string> text = context_.disk.read(cache)) {
      constexpr std::string_view kSource = "\nCMAKE_HOME_DIRECTORY:INTERNAL=";
      const std::size_t start = text->find(kSource);
      if (start == std::string::npos) return Error{"CMake hasn't configured this build directory", cache};
      const std::size_t path = start + kSource.size();
      return Project{text->substr(path, text->find('\n', path) - path), found.path, true};
    }
    Result<SavedOptions> saved = read_saved_options(context_.disk, found.path);
    // Not generated yet: `ferrule rust-project` does it, in the workspace that we stand in.
    if (saved) return Project{saved->workspace, found.path};
    Result<std::string> root = locate_workspace(context_.processes, context_.directory, context_.environment,
                                                options_.build.generate.manifest_path);
    if (!root) return root.error();
    return Project{*root, found.path};
  }

  static std::string within(const std::string& root, const std::string& path) {
    std::string_view below = path;
    return consume_prefix(below, root + "/") ? std::string(below) : path;
  }

  /// Settings may be shared among machines: so the plain name, if it means us.
  std::string own_name() const {
    const std::string known = find_in_path(context_.disk, context_.environment, "ferrule");
    const auto same = known.empty() ? std::nullopt : context_.disk.canonical(known);
    return same && same == context_.disk.canonical(context_.executable) ? "ferrule" : context_.executable;
  }

  EditorSettings settings_for(const Project& project) const {
    EditorSettings settings;
    settings.project_file = within(project.root, project_file_of(project.build_directory));
    settings.check_command = {own_name(), "check"};
    const std::string directory = within(project.root, project.build_directory);
    if (directory != "target/ferrule") settings.check_command.insert(settings.check_command.end(), {"-C", directory});
    if (!project.is_cmakes) settings.check_command.emplace_back("--all-targets");
    settings.check_command.insert(settings.check_command.end(), {"--message-format", "json"});
    settings.has_presets =
        project.is_cmakes && context_.disk.stamp(join_path(project.root, "CMakePresets.json")).has_value();
    return settings;
  }

  Status write(const Project& project, const EditorSettings& settings) const {
    const std::string path = join_path(project.root, settings_file(options_.editor));
    std::string before;
    if (context_.disk.stamp(path)) {
      Result<std::string> text = context_.disk.read(path);
      if (!text) return text.error();
      before = std::move(*text);
    }
    Result<std::string> after = add_settings(options_.editor, settings, before, path);
    if (!after) return after.error();
    if (Status made = context_.disk.make_directories(directory_of(path)); !made) return made;
    Result<bool> written = context_.disk.write(path, *after);
    if (!written) return written.error();
    if (!options_.build.quiet) fmt::print("Wrote {}\n", path);
    return {};
  }

  void tell_of_macros(const Project& project) const {
    if (options_.build.quiet) return;
    fmt::print(stderr,
               "Build what rust-analyzer expands macros with: cmake --build {} --target ferrule-rust-project\n",
               within(context_.directory, project.build_directory));
  }

  const CommandContext& context_;
  const EditorOptions& options_;
};

}  // namespace

Status set_up_editor(const CommandContext& context, const EditorOptions& options) {
  return EditorSetup(context, options).run();
}

}  // namespace ferrule
