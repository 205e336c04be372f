// The caller's environment: what Cargo gets of it while it is recorded, and what is kept of it for builds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/action.h"
#include "system/processes.h"

namespace ferrule {

/// What Cargo gets of `caller` while it is recorded. Where a program that it runs then sees another value, Cargo has
/// set that, and else it is the user's: so variables that Cargo sets for some programs and never reads have a value
/// here that it wouldn't give them (a user's DEBUG may be what Cargo's is). Those are left out by which Cargo would
/// find another Cargo's jobserver, or take that one's path for its own.
Environment environment_for_cargo(const Environment& caller);

/// For the launcher, while it records: a digest for each variable that is there before Cargo adds to it. What has no
/// digest here was set by Cargo. Variables that Cargo reads, and may set to the value they have already, are left
/// out.
std::string baseline_digests(const Environment& environment);

/// The variables of `caller` that are kept for later builds: those that compilers, build scripts' usual helpers (cc,
/// pkg-config, bindgen, *-sys crates) and the dynamic linker read, and those in `also`. Nothing else: no secret may
/// reach a file.
std::vector<EnvironmentVariable> freeze(const Environment& caller, const std::vector<std::string>& also);

/// The variables of `caller` that decide what Cargo plans.
std::vector<EnvironmentVariable> read_by_cargo(const Environment& caller);

/// `environment` with `name` set to `value`.
void set_variable(Environment& environment, std::string_view name, std::string_view value);

}  // namespace ferrule
