// Edges that run a build script.
#pragma once

#include "base/result.h"
#include "launcher/edge/edge.h"

namespace ferrule {

/// Runs the script and writes down what it said. The value is the exit status.
Result<int> run_script(Edge& edge);

}  // namespace ferrule
