// The environment that a tool gets: that of whoever called ninja, overlaid with what was kept when the build was
// generated, and with what Cargo sets.
#pragma once

#include <string>
#include <vector>

#include "base/environment.h"
#include "formats/action.h"
#include "formats/frozen_environment.h"
#include "formats/requested_variable.h"
#include "launcher/edge/script_outputs.h"

namespace ferrule {

/// What was kept in the build directory, the working directory if there is no other.
Result<FrozenEnvironment> read_frozen_environment(const std::string& build_directory = {},
                                                  std::string_view file = kFrozenEnvironmentFile);

/// What this process was called with.
Environment callers_environment();

/// The variables of the user's that an edge sees. Those that were kept win, and the caller's other ones come with
/// them; where a test runs, the caller's win over all that aren't fixed. What the edge itself asked for before, and
/// the caller doesn't have, is `remembered`. If the environment is closed only what was kept counts.
Environment users_environment(const Action& action, const FrozenEnvironment& kept, const Environment& caller,
                              const std::vector<RequestedVariable>& remembered);

/// `users`, overlaid with what the action and the build scripts that it names set, and without what Cargo would take
/// out.
Result<Environment> child_environment(const Action& action, const Environment& users, ScriptOutputs& scripts,
                                      const std::string& build_directory);

/// Whether `environment` is as action.bootstrap says. RUSTC_BOOTSTRAP on a wrong edge lets a crate use unstable
/// features, or makes a build script take the compiler for a nightly one.
Status check_bootstrap(const Action& action, const Environment& environment);

/// The name that a key of a build script's metadata has in a variable's name.
std::string metadata_variable(std::string_view prefix, std::string_view key);

}  // namespace ferrule
