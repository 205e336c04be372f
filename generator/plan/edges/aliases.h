// The names that users give to ninja: all, tests, test, one per package; and the inner names that stand for a library
// with all that it links.
#pragma once

#include <string>

#include "graph/crate_graph.h"
#include "graph/edge_graph.h"
#include "plan/edges/layout.h"

namespace ferrule {

/// "link/<unit>": the library's rlib and those of its dependencies, all the way down. What links depends on these, so
/// that build.ninja grows with the graph and not with its square.
std::string link_alias(const Unit& unit);

/// Adds `all` (the default), `tests`, `test` and the packages' names.
void add_user_aliases(const CrateGraph& graph, const Layout& layout, EdgeGraph& edges);

}  // namespace ferrule
