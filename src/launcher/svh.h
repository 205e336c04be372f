// The SVH (strict version hash) of a crate: what dependents hold their dependencies by.
#pragma once

#include <string>
#include <vector>

#include "launcher/environment.h"

namespace ferrule {

/// The SVH of the crate in `archive`, as rustc prints it; empty if it doesn't tell. `command` is the command that
/// compiled it, of which only the compiler matters, and `environment` that command's.
///
/// The option that shows it is unstable: this runs rustc with RUSTC_BOOTSTRAP, but compiles nothing. About 20 ms.
std::string svh(const std::vector<std::string>& command, Environment environment, const std::string& archive);

}  // namespace ferrule
