#include "command/generate/plan.h"

#include <fmt/format.h>

#include <cstdio>

#include "command/generate/generate.h"
#include "command/generate/plan_report.h"
#include "prepare/outlook.h"

namespace ferrule {

Status show_plan(const CommandContext& context, const PlanCommandOptions& options) {
  GenerateOptions where;
  where.build_directory = options.build_directory;
  Result<Survey> found = survey(context, where);
  if (!found) return found.error();
  const SplitPlan& kept = found->build.memory.plan;
  bool is_planned = kept.cores > 0 && options.jobs.value_or(kept.cores) == kept.cores;
  Outlook outlook(context, found->build, is_planned ? kept.cores : options.jobs.value_or(context.cores));

  std::vector<bool> best = split_by(outlook.latest, outlook.graph, outlook.timed);
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
    fmt::print("\nPlanned again, auto would take {}: `ferrule generate --replan`\n", show_time(then));
  return {};
}

}  // namespace ferrule
