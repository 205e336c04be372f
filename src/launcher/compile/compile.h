// Edges that run rustc.
#pragma once

#include "base/result.h"
#include "launcher/edge/edge.h"

namespace ferrule {

/// Compiles, and publishes what came of it. The value is the exit status: rustc's if that failed, and then its
/// messages have been shown.
Result<int> compile(Edge& edge);

}  // namespace ferrule
