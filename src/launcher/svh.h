// The SVH (strict version hash) of a crate: what dependents hold their dependencies by.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "launcher/environment.h"

namespace ferrule {

/// The SVH of the crate in `archive`, as rustc prints it; empty if it doesn't tell. `command` is the command that
/// compiled it, of which only the compiler matters, and `environment` that command's.
///
/// The option that shows it is unstable: this runs rustc with RUSTC_BOOTSTRAP, but compiles nothing. About 20 ms.
std::string svh(const std::vector<std::string>& command, Environment environment, const std::string& archive);

/// Whether the crates in two .rlib archives have the same SVH. Where their
/// metadata are equal nobody needs to be asked.
Result<bool> have_same_svh(const std::vector<std::string>& command, const Environment& environment,
                           const std::string& one, const std::string& other);

}  // namespace ferrule
