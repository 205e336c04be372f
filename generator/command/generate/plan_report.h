// What `ferrule plan` prints.
#pragma once

#include <string>
#include <vector>

#include "graph/crate_graph.h"
#include "plan/splits/forecast.h"
#include "plan/splits/split_choice.h"
#include "prepare/outlook.h"
#include "system/context.h"

namespace ferrule {

struct PlanReport {
  const CrateGraph& graph;
  const TimedGraph& timed;
  int cores = 1;
  /// How many of the units in `timed` have been timed; the rest is estimates.
  std::size_t known = 0;
  std::vector<Forecast> modes;
  /// What auto splits, by place in `timed`.
  std::vector<bool> split;
  std::vector<SplitSaving> savings;
};

std::string text_of(const PlanReport& report);

/// "1.25 s", "3 min 20 s"
std::string show_time(Milliseconds time);

/// A line for the user, with its newline, where a mode other than the request's would take clearly less time for a
/// clean build; empty where none would.
std::string advise_faster_mode(const CommandContext& context, const PrepareBuildRequest& request,
                               const PreparedBuild& build);

}  // namespace ferrule
