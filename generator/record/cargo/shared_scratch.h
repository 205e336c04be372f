// A scratch directory of Cargo's that the recordings of one session share: what one call has recorded there, Cargo
// finds fresh in the next, and doesn't run again.
#pragma once

#include <string>

#include "base/result.h"
#include "record/cargo/cargo_config.h"
#include "record/cargo/package_targets.h"
#include "record/toolchain/toolchain.h"
#include "system/disk.h"
#include "system/processes.h"

namespace ferrule {

struct SharedScratchRequest {
  std::string build_directory;  // absolute
  std::string session;          // what is there holds for recordings with the same word
  std::string subcommand;
  std::string launcher;
  const WorkspacePackages& workspace;
  const CargoConfig& config;
  const Toolchain& toolchain;
  const Environment& environment;
};

/// Where scratch directories of sessions stand, relative to the build directory.
inline constexpr std::string_view kSharedScratchDirectory = "ferrule/cargo";

/// One directory for all recordings that fingerprints of Cargo tell apart: of one workspace, one toolchain, and one
/// set of configuration files. Those of tests stand alone, for build scripts see another RUSTDOC there.
std::string shared_scratch_path(const SharedScratchRequest& request);

/// What Cargo's fingerprints don't know of, and what may change in a session: if it differs from the value at
/// creation, the directory's contents are ignored.
std::string shared_scratch_state(const Disk& disk, const SharedScratchRequest& request);

}  // namespace ferrule
