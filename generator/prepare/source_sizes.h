// How much source each unit of a build has: what times are estimated from when none are known.
#pragma once

#include "graph/crate_graph.h"
#include "plan/times/estimate.h"
#include "system/disk.h"

namespace ferrule {

/// A crate's modules are taken to lie in the directory of its root and below; a build script, an example and the like
/// are one file.
SourceSizes measure_sources(const Disk& disk, const CrateGraph& graph);

}  // namespace ferrule
