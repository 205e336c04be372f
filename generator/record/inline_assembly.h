// Which packages have inline assembly in their sources. Only reading tells: Cargo and rustc don't say.
#pragma once

#include <set>
#include <string>

#include "graph/crate_graph.h"
#include "system/disk.h"

namespace ferrule {

/// The ids of those packages in `graph` whose library calls `asm!`, or functions of `core::arch` that are made of it:
/// a text search in the Rust files beside and below the crate root. A comment counts as well.
std::set<std::string> packages_with_assembly(const Disk& disk, const CrateGraph& graph);

}  // namespace ferrule
