#include "plan/splits/split_planning.h"

#include <algorithm>

#include "plan/edges/split_link.h"

namespace ferrule {

namespace {

/// The run of a test has its executable's id, and isn't planned.
bool is_planned(const Unit& unit) {
  return !unit.is_foreign && (unit.kind == UnitKind::compile || unit.kind == UnitKind::build_script_run);
}

std::vector<UnitTimes> times_of(const CrateGraph& graph, const SplitPlan& kept) {
  std::vector<UnitTimes> times;
  for (const Unit& unit : graph.units) {
    auto entry = kept.units.find(unit.id);
    times.push_back(entry == kept.units.end() ? UnitTimes{} : entry->second.times);
  }
  return times;
}

/// Where it has been said, or isn't the schedule's to choose.
void decide_links(const SplitPlanRequest& request, SplitPlan& plan) {
  if (request.pipelining == Pipelining::automatic && !request.split_links) return;
  for (const Unit& unit : request.graph.units)
    if (can_split_link(unit)) {
      Split whole = request.split_links ? Split::no : Split::open;
      plan.units.at(unit.id).split = request.split_links.value_or(false) ? Split::yes : whole;
    }
}

/// Leaves libraries split whose metadata no library here reads: who will read it isn't known yet.
void leave_split_for_others(const TimedGraph& timed, const SplitPlanRequest& request, SplitPlan& plan) {
  std::vector<bool> has_library_user(timed.size());
  for (const TimedUnit& each : timed)
    if (each.kind == TimedUnit::Kind::library)
      for (std::size_t dependency : each.dependencies) has_library_user[dependency] = true;
  for (std::size_t i = 0; i < timed.size(); ++i) {
    Split& split = plan.units.at(request.graph.units[timed[i].unit].id).split;
    if (timed[i].kind == TimedUnit::Kind::library && !has_library_user[i] && split == Split::open) split = Split::yes;
  }
}

/// What only tests need isn't part of the schedule. It stays whole when the build needs it later, too: another choice
/// would compile it again.
void leave_whole_the_rest(const SplitPlanRequest& request, SplitPlan& plan) {
  for (const Unit& unit : request.graph.units) {
    bool could_split = unit.is_pure_library() || can_split_link(unit);
    if (!could_split || !is_planned(unit) || request.fused.contains(unit.package.name)) continue;
    if (Split& split = plan.units.at(unit.id).split; split == Split::open) split = Split::no;
  }
}

void choose(const SplitPlanRequest& request, SplitPlan& plan) {
  TimedGraph timed = make_timed_graph(request.graph, plan);
  if (request.others_may_depend) leave_split_for_others(timed, request, plan);
  SplitQuestion question{timed, request.cores, {}};
  bool is_open = false;
  std::size_t known = 0;
  for (const TimedUnit& each : timed) {
    const Unit& unit = request.graph.units[each.unit];
    Split split = plan.units.at(unit.id).split;
    if (request.fused.contains(unit.package.name)) split = Split::no;
    question.decided.push_back(split);
    known += request.known.find(unit) == MeasuredTimes{} ? 0 : 1;
    is_open = is_open || (split == Split::open && each.can_split);
  }
  plan.cores = request.kept != nullptr && request.kept->cores > 0 ? request.kept->cores : request.cores;
  question.is_estimated = known * 2 < timed.size();
  std::vector<bool> split = is_open ? choose_splits(question) : std::vector<bool>(timed.size());
  for (std::size_t i = 0; i < timed.size(); ++i)
    if (timed[i].can_split && question.decided[i] == Split::open)
      plan.units.at(request.graph.units[timed[i].unit].id).split = split[i] ? Split::yes : Split::no;
  leave_whole_the_rest(request, plan);
}

}  // namespace

bool covers(const SplitPlan& kept, const CrateGraph& graph) {
  return std::all_of(graph.units.begin(), graph.units.end(),
                     [&](const Unit& unit) { return !is_planned(unit) || kept.units.contains(unit.id); });
}

SplitPlan make_split_plan(const SplitPlanRequest& request) {
  std::vector<UnitTimes> times = likely_times(request.graph, request.sizes, request.known);
  SplitPlan plan;
  // What has left the graph may come back, and what was made of it may still be there.
  if (request.kept != nullptr) plan = *request.kept;
  for (UnitIndex index = 0; index < request.graph.units.size(); ++index) {
    const Unit& unit = request.graph.units[index];
    if (!is_planned(unit)) continue;
    plan.units.try_emplace(unit.id, SplitPlan::Entry{times[index], Split::open});
  }
  decide_links(request, plan);
  if (request.pipelining == Pipelining::automatic) choose(request, plan);
  return plan;
}

void apply(const SplitPlan& kept, PlanOptions& options) {
  for (const auto& [id, entry] : kept.units) {
    options.times[id] = entry.times;
    if (entry.split == Split::yes) options.split.insert(id);
  }
}

TimedGraph make_timed_graph(const CrateGraph& graph, const SplitPlan& kept) {
  return make_timed_graph(graph, times_of(graph, kept));
}

}  // namespace ferrule
