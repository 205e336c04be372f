// read_workspace_metadata(), for many calls: Cargo reads each manifest, and the answer is the same for every package.
#pragma once

#include <string>

#include "base/result.h"
#include "record/cargo/workspace_metadata.h"
#include "system/disk.h"

namespace ferrule {

struct CachedWorkspaceRequest {
  WorkspaceMetadataRequest metadata;  // with a manifest_path
  std::string memory;                 // an existing directory, absolute: where answers are kept
  std::string session;                // they hold for calls with the same word; with an empty one each call asks
};

/// What an earlier call of the session has found for the manifest's workspace, or what Cargo says now.
Result<WorkspacePackages> find_cached_workspace(Disk& disk, Processes& processes,
                                                const CachedWorkspaceRequest& request);

}  // namespace ferrule
