// Edges that run tests: a test executable, or rustdoc's.
#pragma once

#include "base/result.h"
#include "launcher/edge/edge.h"

namespace ferrule {

/// Runs the tests; shows what they print only if they fail. The value is the exit status.
Result<int> run_tests(Edge& edge);

/// Becomes the program with the benchmarks, which has ninja's terminal. Returns only if that can't be done.
Result<int> run_benchmarks(Edge& edge);

/// Becomes the test program, or rustdoc, with `more` for the tests. Returns only if that can't be done.
Error become_tests(Edge& edge, const std::vector<std::string>& more);

}  // namespace ferrule
