#include "command/cmake/ide.h"

#include <optional>

#include "base/files.h"
#include "base/strings.h"
#include "command/cmake/check_calls.h"
#include "ide/crate_files.h"
#include "ide/project_file.h"
#include "record/toolchain/cached_toolchain.h"

namespace ferrule {

namespace {

/// Build scripts and procedural macros are made by checks too, below the directory of checks where builds have them
/// below `ferrule`: the newer one counts, for an editor may have had everything checked that nobody has built.
class NewerOnes {
 public:
  NewerOnes(const Disk& disk, const std::string& host_directory)
      : disk_(disk), builds_(join_path(host_directory, "ferrule") + "/"),
        checks_(join_path(host_directory, kCheckDirectory) + "/") {}

  void choose(IdeCrate& crate) const {
    if (is_newer_in_checks(crate.proc_macro_library)) move(crate.proc_macro_library);
    for (IdeScript& script : crate.scripts)
      if (is_newer_in_checks(script.output)) {
        move(script.output);
        move(script.out_dir);
        move(script.build_directory);
      }
  }

 private:
  bool is_newer_in_checks(const std::string& path) const {
    if (!path.starts_with(builds_)) return false;
    std::string other = path;
    move(other);
    const std::optional<FileStamp> built = disk_.stamp(path), checked = disk_.stamp(other);
    return checked && (!built || checked->modified_ns > built->modified_ns);
  }

  void move(std::string& path) const {
    if (path.starts_with(builds_)) path.replace(0, builds_.size(), checks_);
  }

  const Disk& disk_;
  std::string builds_;
  std::string checks_;
};

}  // namespace

std::string ide_list_of(const std::string& build_directory, const std::string& target, bool tests) {
  return join_path(build_directory, "ferrule/ide/" + target + (tests ? "-tests" : ""));
}

std::string ide_directory_of(const std::string& host_directory) { return join_path(host_directory, "ferrule/ide"); }

std::string ide_lists_of(const std::string& host_directory) {
  return join_path(ide_directory_of(host_directory), "lists");
}

Status write_cmake_rust_project(const CommandContext& context, const CMakeRustProjectOptions& options) {
  Disk& disk = context.disk;
  Result<std::string> names = disk.read(options.lists);
  if (!names) return names.error();
  std::vector<std::string> lists;
  for (std::string_view line : split(*names, '\n'))
    if (!line.empty()) lists.emplace_back(line);
  Result<std::vector<IdeCrate>> crates = read_ide_crates(disk, lists);
  if (!crates) return crates.error();
  const NewerOnes newer(disk, options.host_directory);
  for (IdeCrate& crate : *crates) newer.choose(crate);
  add_script_outputs(disk, *crates);
  const std::string rustc = find_variable(context.environment, "RUSTC").value_or("");
  Result<Toolchain> toolchain = find_cached_toolchain(
      disk, context.processes,
      {rustc, options.host_directory, context.environment, join_path(options.host_directory, "ferrule/memory")});
  if (!toolchain) return toolchain.error();
  RustProject project{toolchain->sysroot, sysroot_source(disk, toolchain->sysroot), std::move(*crates), {}};
  // CTest knows a test by this name, in whatever its target's name is.
  project.runnables = {{"flycheck",
                        context.executable,
                        {"check", "-C", options.host_directory, "--message-format", "json"},
                        options.host_directory},
                       {"testOne",
                        "ctest",
                        {"--test-dir", options.host_directory, "-R", "{test_id}", "--output-on-failure"},
                        options.host_directory}};
  Result<bool> written = disk.write(options.output, write_rust_project(project));
  if (!written) return written.error();
  return {};
}

}  // namespace ferrule
