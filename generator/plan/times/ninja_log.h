// ninja's build log: when each edge last ran. Versions 5 to 7 of the format (ninja 1.8 to 1.13, and samurai) have the
// same columns: start, end, modification time, output, and a hash of the command, separated by tabs (BuildLog::Load
// in ninja's src/build_log.cc).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/unit_times.h"

namespace ferrule {

/// One output of one run of an edge.
struct LoggedOutput {
  std::string output;
  /// Since ninja's start.
  Milliseconds start = 0;
  Milliseconds end = 0;
  /// Two outputs of one run have the same.
  std::string command_hash;
  /// What the run would have taken with a core of its own: see below.
  Milliseconds time = 0;
};

/// The log's lines in their order, of each output the last. A log of another version, or what is no log, gives none;
/// so do lines that can't be understood: times are a help and no need.
///
/// ninja starts more edges than the machine has cores. `time` is what is left of a run when every moment counts for
/// as much as its edge had of a core.
std::vector<LoggedOutput> parse_ninja_log(std::string_view text, int cores);

}  // namespace ferrule
