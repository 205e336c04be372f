// What calls that are done in one process know of each other.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/result.h"
#include "command/cmake/session_edges.h"
#include "ide/crate_files.h"
#include "record/cargo/cached_workspace.h"
#include "system/disk.h"

namespace ferrule {

class CallSession {
 public:
  /// All calls are of the CMake project whose build directory is `host_directory` (absolute).
  CallSession(Disk& disk, const std::string& host_directory);

  /// Where IDEs are told of crates.
  IdeCrateFiles& ide() { return ide_; }

  /// The edges that calls with the word `session` have written to `build_directory`, in this process and before it.
  SessionEdges& edges(const std::string& build_directory, const std::string& session);

  /// As find_cached_workspace() finds it, for all calls that ask for a package of it.
  Result<std::shared_ptr<const WorkspacePackages>> find_workspace(Processes& processes,
                                                                  const CachedWorkspaceRequest& request);

  /// Keeps the edges for processes to come.
  Status write();

  /// Takes out of `files` those that CMake configures again for because an earlier call of this process has said so.
  void leave_out_told(std::vector<std::string>& files);

 private:
  Disk& disk_;
  IdeCrateFiles ide_;
  std::map<std::pair<std::string, std::string>, SessionEdges> edges_;
  std::unordered_set<std::string> told_;
  std::vector<std::shared_ptr<const WorkspacePackages>> workspaces_;
};

}  // namespace ferrule
