#include "prepare/outlook.h"

#include <algorithm>

#include "prepare/source_sizes.h"

namespace ferrule {

std::vector<bool> split_by(const SplitPlan& plan, const CrateGraph& graph, const TimedGraph& timed) {
  std::vector<bool> split;
  for (const TimedUnit& each : timed) {
    auto entry = plan.units.find(graph.units[each.unit].id);
    split.push_back(each.can_split && entry != plan.units.end() && entry->second.split == Split::yes);
  }
  return split;
}

Outlook::Outlook(const CommandContext& context, const PreparedBuild& build, int for_cores)
    : graph(build.recording.built.graph), cores(for_cores) {
  SourceSizes sizes = measure_sources(context.disk, graph);
  latest =
      make_split_plan({graph, Pipelining::automatic, cores, build.fused, build.memory.times, sizes, {}, nullptr});
  timed = make_timed_graph(graph, latest);
  for (const TimedUnit& each : timed) {
    const Unit& unit = graph.units[each.unit];
    never_split.push_back(build.fused.contains(unit.package.name));
    known += build.memory.times.find(unit) == MeasuredTimes{} ? 0 : 1;
  }
}

std::vector<Forecast> Outlook::forecast(const std::vector<bool>& split) const {
  return forecast_modes({timed, cores, never_split, split});
}

const Forecast& find_mode(const std::vector<Forecast>& modes, std::string_view mode) {
  return *std::find_if(modes.begin(), modes.end(), [&](const Forecast& each) { return each.mode == mode; });
}

}  // namespace ferrule
