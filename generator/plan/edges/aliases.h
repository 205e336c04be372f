// The names that users give to ninja: all, tests, test, one per package; and the inner names that stand for a library
// with all that it links.
#pragma once

#include <string>
#include <string_view>

#include "graph/crate_graph.h"
#include "graph/edge_graph.h"
#include "plan/edges/layout.h"

namespace ferrule {

/// "link/<unit>": the library's rlib and those of its dependencies, all the way down. What links depends on these, so
/// that build.ninja grows with the graph and not with its square.
std::string link_alias(const Unit& unit);

/// What benchmarks wait for: everything that is built.
inline constexpr std::string_view kBenchesAlias = "benches";

/// Adds `all` (the default), `tests`, `test` and the packages' names; where `cargo bench` was recorded, `benches` and
/// `bench` too.
void add_user_aliases(const CrateGraph& graph, const Layout& layout, EdgeGraph& edges);

}  // namespace ferrule
