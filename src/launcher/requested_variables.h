// The environment variables that a build step asked for by name: `env!` in a
// crate, `rerun-if-env-changed` in a build script.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "launcher/edge.h"

namespace ferrule {

/// Leaves `names` where `ferrule generate` finds them
/// (frozen_environment.h), but for those that the action itself sets.
Status record_requested_variables(Edge& edge, const std::vector<std::string>& names);

/// What to tell the user about those of `names` that are set in the caller's
/// environment and were not passed on; or nothing.
std::string warn_of_missing_variables(const Edge& edge, const std::vector<std::string>& names);

/// What to tell the user about variables that rustc, which failed, says are
/// not defined and that are set in the caller's environment; or nothing.
std::string help_for_undefined_variables(const Edge& edge, const std::string& diagnostics);

}  // namespace ferrule
