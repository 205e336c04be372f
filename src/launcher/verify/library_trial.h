// A library, compiled once more beside the build.
#pragma once

#include "base/result.h"
#include "formats/verification.h"
#include "launcher/edge/edge.h"

namespace ferrule {

/// Compares a new hollow rlib of the edge's library with that of the build, or, if there is none of the same inputs,
/// with another new one. Changes nothing in the build directory.
Result<Verification> verify_library(Edge& edge);

}  // namespace ferrule
