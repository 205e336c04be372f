#include "command/cmake/workspace.h"

#include "base/files.h"
#include "emit/cmake_writer.h"
#include "record/cargo/cached_workspace.h"
#include "record/cargo/cargo_config.h"
#include "record/toolchain/cached_toolchain.h"
#include "record/toolchain/environment.h"

namespace ferrule {

namespace {

CMakePackage describe(const PackageTargets& package) {
  return {package.manifest_path, package.name,          package.version,
          package.source,        package.library_types, package.binaries};
}

}  // namespace

Status write_cmake_workspace(const CommandContext& context, const CMakeWorkspaceOptions& options) {
  Disk& disk = context.disk;
  const Environment& environment = context.environment;
  const std::string memory = join_path(options.host_directory, "ferrule/memory");
  if (Status made = disk.make_directories(memory); !made) return made;
  const std::string directory =
      options.manifest_path.empty() ? options.host_directory : directory_of(options.manifest_path);
  Result<CargoConfig> config = read_cargo_config(disk, directory, environment, {});
  if (!config) return config.error();
  Result<Toolchain> toolchain =
      find_cached_toolchain(disk, context.processes, {config->rustc, directory, environment, memory});
  if (!toolchain) return toolchain.error();
  CMakeWorkspace workspace{{}, toolchain->release, toolchain->host(), {}};
  if (!options.manifest_path.empty()) {
    WorkspaceMetadataRequest metadata{"cargo", directory, options.manifest_path, {}, environment};
    Result<WorkspacePackages> packages =
        find_cached_workspace(disk, context.processes, {metadata, memory, options.session});
    if (!packages) return packages.error();
    workspace.root = packages->root;
    for (const PackageTargets& package : packages->packages) workspace.packages.push_back(describe(package));
  }
  Result<std::string> script = write_workspace_script(workspace);
  if (!script) return script.error();
  Result<bool> written = disk.write(options.output, *script);
  if (!written) return written.error();
  return {};
}

}  // namespace ferrule
