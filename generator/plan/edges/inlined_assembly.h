// Libraries that must be compiled by Cargo's own command to become what Cargo makes of them.
#pragma once

#include <set>
#include <string>

#include "graph/crate_graph.h"

namespace ferrule {

/// The names of packages whose libraries may take over inline assembly from other crates, in a compilation where that
/// shows: optimised, in several codegen units. `assembly` has the ids of the packages that have any.
///
/// Where an edge must ask for Cargo's symbol mangling it passes `-Zunstable-options`, and with that rustc runs lints
/// of its own that look up source positions in another order. The positions stand in the `!srcloc` of inlined
/// assembly, and a hash of that in the names (`.llvm.<hash>`) of functions that several codegen units share: the
/// symbols would not be Cargo's. docs/limits.md tells users.
std::set<std::string> packages_with_inlined_assembly(const CrateGraph& graph, const std::set<std::string>& assembly);

}  // namespace ferrule
