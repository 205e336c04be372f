// The RUSTFLAGS of a call, added to those that hold without it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "system/processes.h"

namespace ferrule {

/// Puts `flags` behind those of every source from which Cargo may take them, in `environment` or, where that can't
/// hold them, by the options for Cargo that are returned. Cargo takes its flags from one source:
/// CARGO_ENCODED_RUSTFLAGS or RUSTFLAGS, or what `target` has for the target, or `build.rustflags`; only within
/// `target` and within `build` does it join the lists of variables, files and options itself.
/// `targets_with_rustflags`: the keys below `target` in the configuration files that have `rustflags`. An error where
/// a flag with a space would have to go into a variable that Cargo splits at spaces. Source: The Cargo Book,
/// "Configuration", "build.rustflags" and "Environment variables".
Result<std::vector<std::string>> add_rustflags(const std::vector<std::string>& flags, Environment& environment,
                                               const std::set<std::string>& targets_with_rustflags);

}  // namespace ferrule
