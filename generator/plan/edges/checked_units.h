// What `cargo check` would check.
#pragma once

#include <string>
#include <vector>

#include "graph/crate_graph.h"

namespace ferrule {

/// For each unit, whether it gets a check edge: what `cargo build` compiles of path packages, and the libraries below
/// that. Build scripts, and what only they and procedural macros use, are built and not checked.
std::vector<bool> checked_units(const CrateGraph& graph);

/// Whether a unit that has a check edge has one for clippy too: what Cargo gives its workspace wrapper.
bool is_linted(const Unit& unit);

/// The id of a unit's check edge.
std::string check_edge_of(const Unit& unit);

}  // namespace ferrule
