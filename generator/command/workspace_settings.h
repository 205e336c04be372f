// ferrule.toml, which stands at the root of a workspace and is committed with
// it: what everyone who builds the workspace should have.
//
//     pipelining = "auto"                # hollow, auto or off
//     no-pipelining = ["const-random"]   # packages to compile only once
//
// The keys are the options of `ferrule generate`. An option given there wins
// over `pipelining`, and adds to `no-pipelining`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "plan/planner.h"
#include "system/disk.h"

namespace ferrule {

inline constexpr std::string_view kWorkspaceSettingsFile = "ferrule.toml";

struct WorkspaceSettings {
  /// The file, absolute; empty if there is none.
  std::string file;
  std::optional<Pipelining> pipelining;
  /// Names of packages. One build need not have all of them.
  std::vector<std::string> fused;
};

/// Fails on what TOML or Ferrule doesn't know, with file and line. No file is
/// no error.
Result<WorkspaceSettings> read_workspace_settings(const Disk& disk, const std::string& workspace_root);

}  // namespace ferrule
