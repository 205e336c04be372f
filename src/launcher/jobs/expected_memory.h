// How much memory an edge is expected to take.
#pragma once

#include "formats/action.h"
#include "launcher/jobs/memory_rule.h"

namespace ferrule {

/// What the edge took when it ran last (formats/peak_memory.h); for one that hasn't run, an estimate: a compiler's
/// usual share, or for what is linked, so much for each library that the build has made, if that is more. Files are
/// looked up in `build_directory`.
Mebibytes expected_memory(const Action& action, const std::string& build_directory);

}  // namespace ferrule
