// What the caller's environment was when `ferrule generate` ran, as far as
// builds may see it. Kept apart from the actions, so that a new PATH rebuilds
// nothing, as with Cargo.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "action/action.h"

namespace ferrule {

/// Where it stands, relative to the build directory.
inline constexpr std::string_view kFrozenEnvironmentFile = "ferrule/environment";

/// One `env NAME=VALUE` line each.
std::string write_frozen_environment(const std::vector<EnvironmentVariable>& variables);
Result<std::vector<EnvironmentVariable>> parse_frozen_environment(std::string_view text, std::string_view origin);

/// Whether the user wants RUSTC_BOOTSTRAP on everything.
bool has_bootstrap(const std::vector<EnvironmentVariable>& frozen);

/// Where the launcher leaves the names of the variables that an edge asked for
/// (`rerun-if-env-changed` of a build script, `# env-dep` of rustc), relative
/// to the build directory: the directory; the file's name is the action's id.
/// One `env NAME=VALUE` line for a variable that was set, `unset NAME` for one
/// that was not. An edge that asked for none has no file.
inline constexpr std::string_view kRequestedVariablesDirectory = "ferrule/variables";

}  // namespace ferrule
