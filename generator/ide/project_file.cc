#include "ide/project_file.h"

#include <algorithm>

#include "base/field_table.h"
#include "base/files.h"
#include "base/strings.h"
#include "ide/ide_directory.h"

namespace ferrule {

namespace {

constexpr std::string_view kProjectFile = "rust-project.json";
constexpr std::string_view kProjectSourcesFile = "ferrule/rust-project";

/// What the file was last written from, and where it stands beside the build directory.
struct ProjectSources {
  std::string place;                 // absolute; empty if there is none
  std::vector<std::string> scripts;  // of the outputs of build scripts: `<state> <path>`
};

FieldTable<ProjectSources> sources_table() {
  return FieldTable<ProjectSources>().text("place", &ProjectSources::place).list("script", &ProjectSources::scripts);
}

Result<ProjectSources> read_sources(const Disk& disk, const std::string& build_directory) {
  const std::string path = join_path(build_directory, kProjectSourcesFile);
  Result<std::string> text = disk.read(path);
  if (!text) return text.error();
  return sources_table().read(*text, path);
}

Status write_text(Disk& disk, const std::string& path, std::string_view text) {
  Result<bool> written = disk.write(path, text);
  if (!written) return written.error();
  return {};
}

std::vector<IdeRunnable> runnables(const ProjectFileRequest& request) {
  const std::string& ferrule = request.ferrule;
  const std::string build(outer_build_directory(request.build_directory));
  return {{"flycheck", ferrule, {"check", "-C", build, "--all-targets", "--message-format", "json"}, request.directory},
          {"run", ferrule, {"run", "-C", build, "--label", "{label}"}, request.directory},
          {"testOne",
           ferrule,
           {"test", "-C", build, "--label", "{label}", "{test_id}", "--", "--exact", "--show-output"},
           request.directory}};
}

}  // namespace

std::string sysroot_source(const Disk& disk, const std::string& sysroot) {
  std::string source = join_path(sysroot, "lib/rustlib/src/rust/library");
  return disk.is_directory(source) ? source : std::string();
}

RustProject rust_project_of(const Disk& disk, const ProjectFileRequest& request) {
  const Recording& recording = request.build.recording;
  const std::string& sysroot = recording.toolchain.sysroot;
  return {sysroot, sysroot_source(disk, sysroot), ide_crates(disk, recording.built.graph, request.build_directory),
          runnables(request)};
}

std::string project_file_of(const std::string& build_directory) {
  return join_path(outer_build_directory(build_directory), kProjectFile);
}

Status write_project_file(Disk& disk, const ProjectFileRequest& request, const std::string& place) {
  const std::string text = write_rust_project(rust_project_of(disk, request));
  const std::string own = project_file_of(request.build_directory);
  if (Status written = write_text(disk, own, text); !written) return written;
  if (!place.empty() && place != own)
    if (Status written = write_text(disk, place, text); !written) return written;
  ProjectSources sources{place == own ? "" : place, {}};
  for (const std::string& output : script_outputs(request.build.recording.built.graph))
    sources.scripts.push_back(disk.state("program", join_path(request.build_directory, output)) + " " + output);
  return write_text(disk, join_path(request.build_directory, kProjectSourcesFile), sources_table().write(sources));
}

Status update_project_file(Disk& disk, const ProjectFileRequest& request) {
  Result<ProjectSources> sources = read_sources(disk, request.build_directory);
  return sources ? write_project_file(disk, request, sources->place) : Status();
}

bool is_project_file_outdated(const Disk& disk, const std::string& build_directory) {
  Result<ProjectSources> sources = read_sources(disk, build_directory);
  if (!sources) return false;
  return std::any_of(sources->scripts.begin(), sources->scripts.end(), [&](const std::string& script) {
    auto [state, output, has_output] = split_once(script, ' ');
    return state != disk.state("program", join_path(build_directory, output));
  });
}

}  // namespace ferrule
