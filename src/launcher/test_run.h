// Edges that run tests: a test executable, or rustdoc's.
#pragma once

#include "base/result.h"
#include "launcher/edge/edge.h"

namespace ferrule {

/// Runs the tests; shows what they print only if they fail. The value is the
/// exit status.
Result<int> run_tests(Edge& edge);

}  // namespace ferrule
