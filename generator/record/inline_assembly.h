// Which packages have inline assembly in their sources. Only reading tells: Cargo and rustc don't say.
#pragma once

#include <set>
#include <string>

#include "graph/crate_graph.h"
#include "system/disk.h"

namespace ferrule {

/// Where many calls share what they have read, or nowhere.
struct AssemblyMemory {
  std::string directory;  // an existing directory, absolute
  std::string session;    // what is kept holds for calls with the same word; empty: nothing is kept
};

/// The ids of those packages in `graph` whose library calls `asm!`, or functions of `core::arch` that are made of it:
/// a text search in the Rust files beside and below the crate root. A comment counts as well. An error if what was
/// found can't be kept.
Result<std::set<std::string>> packages_with_assembly(Disk& disk, const CrateGraph& graph,
                                                     const AssemblyMemory& memory = {});

}  // namespace ferrule
