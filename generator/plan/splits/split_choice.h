// Which units to split for so many cores: libraries into metadata and codegen, what is linked into compiling and
// linking.
//
// Splitting one costs another run of rustc's frontend, and lets what depends on it start earlier. So it pays on the
// critical paths of a build, and only while there are cores to spare. Splits are tried in the simulation of the
// build, one after the other, always where the critical path gets shortest; those that save nothing are taken back.
//
// Where times are only estimated, the real critical path may be a different one. So on a machine with cores to spare,
// libraries on chains at least half as long are split as well, the longest first, while the simulated build takes no
// longer.
//
// What is built most often is not everything but what depends on an edited crate: a chain, for which even few cores
// are enough. So libraries of path packages are also split where that shortens the rebuild after an edit, as long as
// a clean build takes no more than a hundredth longer by it.
#pragma once

#include <cstddef>
#include <vector>

#include "plan/splits/work.h"

namespace ferrule {

enum class Split { open, yes, no };

struct SplitQuestion {
  const TimedGraph& graph;
  int cores = 1;
  /// By place in the graph: what is decided already.
  std::vector<Split> decided;
  /// The times are estimates for the most part.
  bool is_estimated = false;
};

/// By place in the graph: whether it is split.
std::vector<bool> choose_splits(const SplitQuestion& question);

/// What a split is good for: how much longer without it.
struct SplitSaving {
  std::size_t unit;          // place in the graph
  Milliseconds build = 0;    // a clean build
  Milliseconds rebuild = 0;  // the rebuild after an edit, of those that were looked at the longest
};

/// In the order of the graph. One simulation for each: for people to read.
std::vector<SplitSaving> savings_of(const TimedGraph& graph, int cores, const std::vector<bool>& split);

}  // namespace ferrule
