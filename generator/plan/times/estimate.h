// How long a unit's edges are likely to take when no build has shown it yet.
//
// The figures were calibrated on samples/service (180 units) with rustc 1.95, as seconds of one core;
// docs/performance.md says how. What counts in the end is how the crates of a build compare with each other: where
// some times are known, the estimates of the others are scaled to them.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "graph/crate_graph.h"
#include "graph/unit_times.h"
#include "plan/times/known_times.h"

namespace ferrule {

/// How much source a unit has, in bytes.
struct SourceSize {
  std::int64_t rust = 0;
  /// Of a build script's run: C, C++ and assembly in its package.
  std::int64_t native = 0;
};

/// By Unit::id; units that aren't there count as small.
using SourceSizes = std::unordered_map<std::string, SourceSize>;

/// Estimates for all units of the graph, in its order.
std::vector<UnitTimes> estimate_times(const CrateGraph& graph, const SourceSizes& sizes);

/// The same, with what is known in place of estimates. The edges of a library that have never run are in proportion
/// to those that have: a fused edge says how long two would take, and the other way round.
std::vector<UnitTimes> likely_times(const CrateGraph& graph, const SourceSizes& sizes, const KnownTimes& known);

}  // namespace ferrule
