// ferrule.toml, which stands at the root of a workspace and is committed with it: what everyone who builds the
// workspace should have.
//
//     pipelining = "auto"                # hollow, auto or off
//     no-pipelining = ["const-random"]   # packages to compile only once
//     split-links = true                 # see --split-links
//     closed-environment = true          # see --closed-environment
//     rustc-wrapper = "sccache"          # as build.rustc-wrapper of Cargo's configuration; a path is relative to the
//     file
//
// The others' keys are options of `ferrule generate`. An option given there wins over `pipelining`, and adds to
// `no-pipelining`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "plan/edges/planner.h"
#include "system/disk.h"

namespace ferrule {

inline constexpr std::string_view kWorkspaceSettingsFile = "ferrule.toml";

/// Both counted from 1.
struct TextPosition {
  std::uint32_t line;
  std::uint32_t column;
};

struct WorkspaceSettings {
  /// The file, absolute; empty if there is none.
  std::string file;
  /// One build need not have all of its packages.
  PlanChoices plan;
  bool closed_environment = false;
  /// What calls rustc, where RUSTC_WRAPPER isn't set: an absolute path, or a name to look up in PATH; empty for none.
  std::string rustc_wrapper;
  /// Where their list begins in the file, if it is there.
  std::optional<TextPosition> fused_at = {};
};

/// Fails on what TOML or Ferrule doesn't know, with file and line. No file is no error.
Result<WorkspaceSettings> read_workspace_settings(const Disk& disk, const std::string& workspace_root);

/// Adds packages to `no-pipelining` in the workspace's file, which is made if there is none; the rest of it stays as
/// it is. Gives the file's path.
Result<std::string> add_fused_packages(Disk& disk, const std::string& workspace_root,
                                       const std::vector<std::string>& packages);

}  // namespace ferrule
