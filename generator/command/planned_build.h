// The steps that all commands share: record, plan, and freeze the environment.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "command/context.h"
#include "command/requested_variables.h"
#include "plan/planner.h"
#include "record/recording.h"

namespace ferrule {

struct PlannedBuildRequest {
  RecordRequest record;
  Pipelining pipelining = Pipelining::hollow;
  /// --no-pipelining: names of packages.
  std::vector<std::string> fused;
  /// --env: NAME or NAME=VALUE.
  std::vector<std::string> variables;
  LinkedBy linked_by = LinkedBy::rustc;
  std::string host_directory = {};
};

struct PlannedBuild {
  Recording recording;
  EdgeGraph edges;
  std::vector<EnvironmentVariable> frozen_environment;
  RequestedVariables requested;
};

Result<PlannedBuild> plan_build(const CommandContext& context, const PlannedBuildRequest& request);

}  // namespace ferrule
