// Which units can be compiled in one edge, against hollow rlibs, and linked in another, which alone waits for the
// full rlibs.
#pragma once

#include "graph/crate_graph.h"

namespace ferrule {

/// An executable, a test, a cdylib or a procedural macro, of which rustc hands the linker nothing that it first has
/// to read full rlibs for.
bool can_split_link(const Unit& unit);

/// Whether a unit of the graph makes a Rust dynamic library. Then rustc chooses between libraries of both sorts when
/// it compiles what is linked.
bool has_dylibs(const CrateGraph& graph);

}  // namespace ferrule
