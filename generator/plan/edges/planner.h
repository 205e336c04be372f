// The plan: which edges each unit gets, and on what each depends. Pure: no I/O, the same graph and options give the
// same edges.
#pragma once

#include "graph/crate_graph.h"
#include "graph/edge_graph.h"
#include "plan/edges/plan_options.h"

namespace ferrule {

EdgeGraph make_edges(const CrateGraph& graph, const PlanOptions& options);

}  // namespace ferrule
