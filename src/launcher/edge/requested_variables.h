// The environment variables that a build step asked for by name: `env!` in a crate, `rerun-if-env-changed` in a build
// script.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "launcher/edge/edge.h"

namespace ferrule {

/// Leaves `names` and what they are where `ferrule generate` finds them, but for those that the action itself sets.
Status record_requested_variables(Edge& edge, const std::vector<std::string>& names);

/// The same for an edge that has failed, and may have said only a part of what it asks for: the rest of what is known
/// stays.
Status add_requested_variables(Edge& edge, const std::vector<std::string>& names);

/// The variables that rustc, which failed, says are not defined.
std::vector<std::string> undefined_variables(const std::string& diagnostics);

/// What to tell the user about those of `names` that are set in the caller's environment, and that a closed
/// environment keeps from the edge; or nothing.
std::string warn_of_missing_variables(const Edge& edge, const std::vector<std::string>& names);

/// What the user can do about those of `names`; or nothing.
std::string help_for_missing_variables(const Edge& edge, const std::vector<std::string>& names);

}  // namespace ferrule
