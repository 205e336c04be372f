// What `ferrule plan` prints.
#pragma once

#include <string>
#include <vector>

#include "graph/crate_graph.h"
#include "plan/forecast.h"
#include "plan/split_choice.h"

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

}  // namespace ferrule
