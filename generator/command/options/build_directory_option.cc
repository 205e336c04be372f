#include "command/options/build_directory_option.h"

#include "base/files.h"
#include "base/strings.h"
#include "command/options/saved_options.h"

namespace ferrule {

Result<std::string> locate_workspace(Processes& processes, const std::string& directory,
                                     const Environment& environment, const std::string& manifest_path) {
  ProcessRequest locate{
      {"cargo", "locate-project", "--workspace", "--message-format", "plain"}, directory, environment};
  if (!manifest_path.empty()) {
    locate.arguments.push_back("--manifest-path");
    locate.arguments.push_back(manifest_path);
  }
  Result<ProcessResult> located = processes.run(locate);
  if (!located) return located.error();
  if (located->status == 0) return directory_of(trim(located->output));
  std::string_view reason = trim(located->errors);
  consume_prefix(reason, "error: ");
  return Error{std::string(reason)};
}

Result<BuildDirectory> find_build_directory(const CommandContext& context, const std::string& given,
                                            const std::string& manifest_path) {
  BuildDirectory found;
  if (!given.empty()) {
    found.path = normalize_path(join_path(context.directory, given));
  } else if (context.disk.stamp(join_path(context.directory, kSavedOptionsFile))) {
    found.path = context.directory;
    found.is_here = true;
  } else {
    Result<std::string> root =
        locate_workspace(context.processes, context.directory, context.environment, manifest_path);
    if (!root) {
      Error error = root.error();
      if (manifest_path.empty() && context.disk.stamp(join_path(context.directory, "CMakeLists.txt")))
        error.help = "in a CMake project name CMake's build directory: `-C build`";
      return error;
    }
    found.workspace = *root;
    found.path = join_path(*root, "target/ferrule");
  }
  const std::string parent = directory_of(found.path);
  if (auto real = context.disk.canonical(found.path)) found.path = *real;
  else if (auto real_parent = context.disk.canonical(parent))
    found.path = join_path(*real_parent, file_name(found.path));
  if (found.path.find('\n') == std::string::npos) return found;
  return Error{"the build directory's path contains a newline, which ninja can't express",
               {},
               "choose a different one with -C"};
}

}  // namespace ferrule
