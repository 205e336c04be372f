// The steps that all commands share: record, plan, and freeze the environment.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plan/edges/planner.h"
#include "prepare/build_memory.h"
#include "prepare/requested_variables.h"
#include "record/recording.h"
#include "system/context.h"

namespace ferrule {

struct PrepareBuildRequest {
  RecordRequest record;
  PlanChoices plan;
  /// More of `plan.fused`, from ferrule.toml, which is for other builds as well: what isn't in this one is passed
  /// over.
  std::vector<std::string> fused_if_there;
  HostBuild host;
  /// --env: NAME or NAME=VALUE.
  std::vector<std::string> variables;
  bool closed_environment = false;
  /// Edges that may run elsewhere are written so that they can (source_links.h), in the workspace with this root;
  /// empty for builds on this machine alone.
  std::string portable_workspace = {};
};

struct PreparedBuild {
  Recording recording;
  EdgeGraph edges;
  FrozenEnvironment frozen_environment;
  /// What edges that may run elsewhere see of it, and nothing else.
  FrozenEnvironment portable_environment;
  SourceLinks sources;
  RequestedVariables requested;
  /// All packages whose libraries are never split.
  std::set<std::string> fused;
  /// What the build directory is to keep: ferrule/plan and ferrule/times.
  BuildMemory memory;
  /// There are edges for clippy.
  bool has_clippy = false;
};

/// clippy-driver, absolute: a component of its own, which a toolchain may be without; then empty.
std::string find_clippy(const Disk& disk, const Toolchain& toolchain);

/// Writes nothing but the recording.
Result<PreparedBuild> prepare_build(const CommandContext& context, const PrepareBuildRequest& request);

}  // namespace ferrule
