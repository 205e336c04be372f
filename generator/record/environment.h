// The caller's environment: what Cargo gets of it while it is recorded, and
// what builds may see of it later.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "action/action.h"
#include "system/processes.h"

namespace ferrule {

/// `caller` without the variables that Cargo sets for the programs it runs: a
/// value that happens to be there (a build started by another Cargo) must not
/// be taken for one of Cargo's.
Environment without_cargos_own(const Environment& caller);

/// For the launcher, while it records: a digest for each variable that is
/// there before Cargo adds to it. What has no digest here was set by Cargo.
/// Variables that Cargo may set to the value they have already are left out.
std::string baseline_digests(const Environment& environment);

/// The variables of `caller` that edges may see: those that compilers, build
/// scripts' usual helpers (cc, pkg-config, bindgen, *-sys crates) and the
/// dynamic linker read, and those in `also`. Nothing else: an edge must not
/// depend on what happens to be set, and no secret may reach a file.
std::vector<EnvironmentVariable> freeze(const Environment& caller, const std::vector<std::string>& also);

/// The variables of `caller` that decide what Cargo plans.
std::vector<EnvironmentVariable> read_by_cargo(const Environment& caller);

/// `environment` with `name` set to `value`.
void set_variable(Environment& environment, std::string_view name, std::string_view value);

}  // namespace ferrule
