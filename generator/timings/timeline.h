// What a build did when: its edges as bars in slots, and the chain that it waited for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "graph/edge_graph.h"
#include "plan/times/ninja_log.h"

namespace ferrule {

struct TimelineBar {
  std::string name;    // "serde v1.0.228", or the file that the edge makes
  std::string kind;    // "metadata", "codegen", "build script run", "C++", …
  std::string output;  // the first of what it makes
  Milliseconds start = 0;
  Milliseconds end = 0;
  std::size_t slot = 0;        // a row in which nothing else ran meanwhile
  Milliseconds predicted = 0;  // 0 for unknown
  /// On the chain of edges that each waited for the one before, up to the last that ended.
  bool is_critical = false;
  std::string action = {};    // the edge's id; empty where it isn't known
  std::int64_t peak_kib = 0;  // the most memory that one process of it had; 0 for unknown
};

struct Timeline {
  std::vector<TimelineBar> bars;  // in the order of their starts
  Milliseconds length = 0;
  std::size_t slots = 0;
  Milliseconds predicted_length = 0;  // 0 for unknown
  int cores = 0;
};

/// Of the bars' peaks, in KiB; zeros where none is known.
struct PeakMemory {
  std::int64_t largest = 0;
  /// The largest sum of those that ran at one time: what the build would have taken had all had their peaks then.
  std::int64_t at_once = 0;
};

PeakMemory peak_memory(const Timeline& timeline);

/// The last build in a log of ninja's that has done anything but look for changes; `log` as parse_ninja_log() gives
/// it. ninja counts from its own start: where the end goes back a new build begins.
std::vector<LoggedOutput> last_build(const std::vector<LoggedOutput>& log);

/// `edges` says which crate an output is of and what waits for what; null for a build directory of CMake's, where
/// names of files must do.
Timeline make_timeline(const std::vector<LoggedOutput>& build, const EdgeGraph* edges);

}  // namespace ferrule
