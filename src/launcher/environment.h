// The environment that a tool gets: put together from files alone, so that a
// build means the same in every terminal.
#pragma once

#include <string>
#include <vector>

#include "action/action.h"
#include "base/environment.h"
#include "launcher/script_outputs.h"

namespace ferrule {

/// The environment that `ferrule generate` has kept in the build directory
/// (frozen_environment.h).
Result<Environment> read_frozen_environment();

/// The frozen environment, overlaid with what the action and the build scripts
/// that it names set. Nothing of the caller's own environment.
Result<Environment> child_environment(const Action& action, const Environment& frozen, ScriptOutputs& scripts,
                                      const std::string& build_directory);

/// Whether `environment` is as action.bootstrap says. RUSTC_BOOTSTRAP on a
/// wrong edge lets a crate use unstable features, or makes a build script take
/// the compiler for a nightly one.
Status check_bootstrap(const Action& action, const Environment& environment);

/// The name that a key of a build script's metadata has in a variable's name.
std::string metadata_variable(std::string_view prefix, std::string_view key);

}  // namespace ferrule
