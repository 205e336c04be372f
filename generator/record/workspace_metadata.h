// `cargo metadata --no-deps`, asked once for all packages of a workspace.
#pragma once

#include <string>

#include "base/result.h"
#include "system/disk.h"
#include "system/processes.h"

namespace ferrule {

struct WorkspaceMetadataRequest {
  std::string manifest_path;  // absolute
  const Environment& environment;
  /// An existing directory, absolute, where answers are kept. They hold for
  /// calls of the same session only; without one, each call asks.
  std::string memory;
  std::string session;
};

/// Cargo's JSON. An error is Cargo's own message.
Result<std::string> read_workspace_metadata(Disk& disk, Processes& processes,
                                            const WorkspaceMetadataRequest& request);

}  // namespace ferrule
