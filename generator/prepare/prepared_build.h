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
  Pipelining pipelining = Pipelining::hollow;
  /// --no-pipelining: names of packages.
  std::vector<std::string> fused;
  /// --env: NAME or NAME=VALUE.
  std::vector<std::string> variables;
  LinkedBy linked_by = LinkedBy::rustc;
  bool rustc_links_programs = false;
  std::string host_directory = {};
  /// -j: how many cores to plan for; the default is the machine's.
  std::optional<int> jobs = {};
  /// `fused` from ferrule.toml, which is for other builds as well: what isn't in
  /// this one is passed over.
  std::vector<std::string> fused_if_there = {};
  /// Plan again, whatever was planned for the directory before.
  bool replan = false;
  /// Whether what is linked gets an edge for that; nothing for what the mode
  /// does by itself.
  std::optional<bool> split_links = {};
  bool closed_environment = false;
};

struct PreparedBuild {
  Recording recording;
  EdgeGraph edges;
  FrozenEnvironment frozen_environment;
  RequestedVariables requested;
  /// All packages whose libraries are never split.
  std::set<std::string> fused;
  /// What the build directory is to keep: ferrule/plan and ferrule/times.
  BuildMemory memory;
  /// There are edges for clippy.
  bool has_clippy = false;
};

/// Writes nothing but the recording.
Result<PreparedBuild> prepare_build(const CommandContext& context, const PrepareBuildRequest& request);

}  // namespace ferrule
