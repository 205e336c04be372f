// `cargo metadata`: what the packages of a workspace offer.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "record/cargo/package_targets.h"
#include "system/processes.h"

namespace ferrule {

struct WorkspaceMetadataRequest {
  std::string cargo;
  std::string directory;      // where Cargo is called: its configuration and rustup go by it
  std::string manifest_path;  // absolute; empty for what Cargo finds from the directory
  /// Among them what lets Cargo read the manifests at all: `-Z …`, `--config …`.
  std::vector<std::string> arguments;
  const Environment& environment;
};

/// `cargo metadata` with the arguments of `request`: Cargo's JSON. An error is Cargo's own message.
Result<std::string> ask_for_metadata(Processes& processes, const WorkspaceMetadataRequest& request);

/// Of the packages of the workspace alone. An error is Cargo's own message.
Result<WorkspacePackages> read_workspace_metadata(Processes& processes, const WorkspaceMetadataRequest& request);

}  // namespace ferrule
