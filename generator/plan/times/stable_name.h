// What a unit is called whatever its hash: another compiler, other features or another profile give it a new id.
#pragma once

#include <string>

#include "graph/crate_graph.h"

namespace ferrule {

/// "serde", "serde build script", "serde build script run", "app bin app", "app test cli".
std::string stable_name(const Unit& unit);

}  // namespace ferrule
