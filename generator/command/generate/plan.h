// `ferrule plan`: what each mode would take on so many cores, and what `auto` splits.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "system/context.h"

namespace ferrule {

struct PlanCommandOptions {
  /// -C: as given; empty for the default of `ferrule generate`.
  std::string build_directory;
  /// -j: the default is what the directory's plan is for, or the machine's
  /// cores.
  std::optional<int> jobs;
};

Status show_plan(const CommandContext& context, const PlanCommandOptions& options);

}  // namespace ferrule
