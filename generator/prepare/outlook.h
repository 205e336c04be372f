// A build as it would be planned today, from all that is known: what each mode of pipelining would take.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/splits/forecast.h"
#include "plan/splits/split_planning.h"
#include "prepare/prepared_build.h"
#include "system/context.h"

namespace ferrule {

struct Outlook {
  Outlook(const CommandContext& context, const PreparedBuild& build, int for_cores);

  /// Of each mode, where auto splits `split`.
  std::vector<Forecast> forecast(const std::vector<bool>& split) const;

  const CrateGraph& graph;
  int cores;
  SplitPlan latest;  // what auto would choose now
  TimedGraph timed;
  std::vector<bool> never_split;
  std::size_t known = 0;  // units with times
};

/// Which of the timed units a plan splits.
std::vector<bool> split_by(const SplitPlan& plan, const CrateGraph& graph, const TimedGraph& timed);

const Forecast& find_mode(const std::vector<Forecast>& modes, std::string_view mode);

}  // namespace ferrule
