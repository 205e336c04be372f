// From what is known of a build to the plan that its directory keeps.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "graph/crate_graph.h"
#include "plan/edges/planner.h"
#include "plan/splits/split_plan.h"
#include "plan/times/estimate.h"
#include "plan/times/known_times.h"

namespace ferrule {

struct SplitPlanRequest {
  const CrateGraph& graph;
  Pipelining pipelining = Pipelining::hollow;
  int cores = 1;
  /// Packages whose libraries are never split.
  const std::set<std::string>& fused;
  const KnownTimes& known;
  const SourceSizes& sizes;
  /// Whether what is linked gets an edge for that; nothing to leave it to Pipelining::automatic, which goes by the
  /// schedule.
  std::optional<bool> split_links = {};
  /// What was planned before holds, and only new units are decided on; nothing to plan all of it again.
  const SplitPlan* kept = nullptr;
  /// Graphs that are planned later may depend on libraries of this one. A split library that none depends on costs
  /// nothing: its metadata edge doesn't run.
  bool others_may_depend = false;
};

/// Whether `kept` has an answer for every unit, so that sources need not be measured.
bool covers(const SplitPlan& kept, const CrateGraph& graph);

/// The plan of every unit of the graph, and of no others.
SplitPlan make_split_plan(const SplitPlanRequest& request);

/// What the plan says to plan().
void apply(const SplitPlan& kept, PlanOptions& options);

/// The graph that `all` builds, with the plan's times.
TimedGraph make_timed_graph(const CrateGraph& graph, const SplitPlan& kept);

}  // namespace ferrule
