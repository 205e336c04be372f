// `ferrule plan`: what each mode would take on so many cores, and what `auto`
// splits.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "command/context.h"
#include "command/planned_build.h"

namespace ferrule {

struct PlanCommandOptions {
  /// -C: as given; empty for the default of `ferrule generate`.
  std::string build_directory;
  /// -j: the default is what the directory's plan is for, or the machine's
  /// cores.
  std::optional<int> jobs;
};

Status show_plan(const CommandContext& context, const PlanCommandOptions& options);

/// A line for the user, with its newline, where another mode than the request's
/// would take clearly less time for a clean build; empty where none would.
std::string praise_of_faster_mode(const CommandContext& context, const PlannedBuildRequest& request,
                                  const PlannedBuild& build);

}  // namespace ferrule
