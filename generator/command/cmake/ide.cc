#include "command/cmake/ide.h"

#include "base/files.h"
#include "base/strings.h"
#include "ide/crate_files.h"
#include "ide/project_file.h"
#include "record/toolchain/cached_toolchain.h"

namespace ferrule {

std::string ide_list_of(const std::string& build_directory, const std::string& target, bool tests) {
  return join_path(build_directory, "ferrule/ide/" + target + (tests ? "-tests" : ""));
}

std::string ide_directory_of(const std::string& host_directory) { return join_path(host_directory, "ferrule/ide"); }

Status write_cmake_rust_project(const CommandContext& context, const CMakeRustProjectOptions& options) {
  Disk& disk = context.disk;
  Result<std::string> names = disk.read(options.lists);
  if (!names) return names.error();
  std::vector<std::string> lists;
  for (std::string_view line : split(*names, '\n'))
    if (!line.empty()) lists.emplace_back(line);
  Result<std::vector<IdeCrate>> crates = read_ide_crates(disk, lists);
  if (!crates) return crates.error();
  add_script_outputs(disk, *crates);
  const std::string rustc = find_variable(context.environment, "RUSTC").value_or("");
  Result<Toolchain> toolchain = find_cached_toolchain(
      disk, context.processes,
      {rustc, options.host_directory, context.environment, join_path(options.host_directory, "ferrule/memory")});
  if (!toolchain) return toolchain.error();
  RustProject project{toolchain->sysroot, sysroot_source(disk, toolchain->sysroot), std::move(*crates), {}};
  // CTest knows a test by this name, in whatever its target's name is.
  project.runnables = {{"testOne",
                        "ctest",
                        {"--test-dir", options.host_directory, "-R", "{test_id}", "--output-on-failure"},
                        options.host_directory}};
  Result<bool> written = disk.write(options.output, write_rust_project(project));
  if (!written) return written.error();
  return {};
}

}  // namespace ferrule
