// The order of edges in build.ninja. ninja gives no weight to edges: before
// 1.12 it starts those that are ready in the order of the file, and later
// versions take ties that way. So what most has to wait for comes first.
#pragma once

#include "graph/edge_graph.h"

namespace ferrule {

/// Gives each edge its critical time and sorts by it: the time of the longest chain of edges from it on (an edge of
/// unknown time counts one millisecond), longest first; edges of equal critical time keep their order.
void order_edges(EdgeGraph& graph);

}  // namespace ferrule
