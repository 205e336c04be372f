#include "record/cargo/shared_scratch.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/strings.h"
#include "record/toolchain/environment.h"

namespace ferrule {

namespace {

std::string stamp_text(const Disk& disk, const std::string& path) {
  std::optional<FileStamp> stamp = disk.stamp(path);
  return stamp ? fmt::format("{} {} {}\n", path, stamp->modified_ns, stamp->size) : path + "\n";
}

}  // namespace

std::string shared_scratch_path(const SharedScratchRequest& request) {
  std::string of = request.workspace.root + "\n" + request.toolchain.cargo + "\n" + request.toolchain.rustc + "\n";
  of += request.subcommand == "test" ? "test\n" : "build\n";
  for (const std::string& file : request.config.files) of += file + "\n";
  return join_path(request.build_directory, std::string(kSharedScratchDirectory) + "/" + hex(digest(of)));
}

std::string shared_scratch_state(const Disk& disk, const SharedScratchRequest& request) {
  // Fingerprints hold some of what a manifest says of its package, and commands all of it.
  std::string stamps = stamp_text(disk, join_path(request.workspace.root, "Cargo.toml"));
  for (const PackageTargets& package : request.workspace.packages) stamps += stamp_text(disk, package.manifest_path);
  for (const std::string& file : request.config.files) stamps += stamp_text(disk, file);
  for (const std::string& tool : {request.toolchain.cargo, request.toolchain.rustc, request.launcher})
    stamps += stamp_text(disk, tool);
  return fmt::format("session {}\nfiles {}\nenvironment {}\n", request.session, hex(digest(stamps)),
                     hex(digest(baseline_digests(environment_for_cargo(request.environment)))));
}

}  // namespace ferrule
