#include "command/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "command/generate.h"
#include "command/plan_report.h"
#include "command/source_sizes.h"

namespace ferrule {

namespace {

std::vector<bool> split_by(const KeptPlan& plan, const CrateGraph& graph, const TimedGraph& timed) {
  std::vector<bool> split;
  for (const TimedUnit& each : timed) {
    auto entry = plan.units.find(graph.units[each.unit].id);
    split.push_back(each.can_split && entry != plan.units.end() && entry->second.split == Split::yes);
  }
  return split;
}

/// The build as it would be planned today, from all that is known.
struct Outlook {
  Outlook(const CommandContext& context, const PlannedBuild& build, int for_cores)
      : graph(build.recording.built.graph), cores(for_cores) {
    SourceSizes sizes = measure_sources(context.disk, graph);
    anew = make_build_plan(
        {graph, Pipelining::automatic, cores, build.fused, build.memory.times, sizes, {}, nullptr});
    timed = make_timed_graph(graph, anew);
    for (const TimedUnit& each : timed) {
      const Unit& unit = graph.units[each.unit];
      never_split.push_back(build.fused.contains(unit.package.name));
      known += build.memory.times.find(unit) == MeasuredTimes{} ? 0 : 1;
    }
  }

  std::vector<Forecast> forecast(const std::vector<bool>& split) const {
    return forecast_modes({timed, cores, never_split, split});
  }

  const CrateGraph& graph;
  int cores;
  KeptPlan anew;
  TimedGraph timed;
  std::vector<bool> never_split;
  std::size_t known = 0;  // units with times
};

const Forecast& find_mode(const std::vector<Forecast>& modes, std::string_view mode) {
  return *std::find_if(modes.begin(), modes.end(), [&](const Forecast& each) { return each.mode == mode; });
}

}  // namespace

Status show_plan(const CommandContext& context, const PlanCommandOptions& options) {
  GenerateOptions where;
  where.build_directory = options.build_directory;
  Result<Survey> found = survey(context, where);
  if (!found) return found.error();
  const KeptPlan& kept = found->build.memory.plan;
  bool is_planned = kept.cores > 0 && options.jobs.value_or(kept.cores) == kept.cores;
  Outlook outlook(context, found->build, is_planned ? kept.cores : options.jobs.value_or(context.cores));

  std::vector<bool> best = split_by(outlook.anew, outlook.graph, outlook.timed);
  std::vector<bool> split = is_planned ? split_by(kept, outlook.graph, outlook.timed) : best;
  std::vector<Forecast> modes = outlook.forecast(split);
  PlanReport report{outlook.graph,
                    outlook.timed,
                    outlook.cores,
                    outlook.known,
                    modes,
                    split,
                    savings_of(outlook.timed, outlook.cores, split)};
  std::fputs(text_of(report).c_str(), stdout);
  Milliseconds now = find_mode(modes, "auto").length, then = find_mode(outlook.forecast(best), "auto").length;
  if (is_planned && then < now - now / 20)
    fmt::print("\nPlanned anew, auto would take {}: `ferrule generate --replan`\n", show_time(then));
  return {};
}

std::string praise_of_faster_mode(const CommandContext& context, const PlannedBuildRequest& request,
                                  const PlannedBuild& build) {
  if (request.pipelining == Pipelining::automatic) return {};
  Outlook outlook(context, build, request.jobs.value_or(context.cores));
  std::vector<Forecast> modes = outlook.forecast(split_by(outlook.anew, outlook.graph, outlook.timed));
  const Forecast& now = find_mode(modes, pipelining_word(request.pipelining));
  const Forecast& best = find_mode(modes, "auto");
  if (best.length > now.length - now.length / 10 || best.length > now.length - 1000) return {};
  return fmt::format(
      "--pipelining auto would make a clean build faster here: about {} instead of {} (see `ferrule plan`)\n",
      show_time(best.length), show_time(now.length));
}

}  // namespace ferrule
