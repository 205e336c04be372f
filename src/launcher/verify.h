// `ferrule-launcher verify`: compiles a library once more, beside the build, and says whether that gives the same.
// `ferrule verify` starts it.
#pragma once

#include <string>

#include "base/result.h"
#include "formats/verification.h"
#include "launcher/edge/edge.h"

namespace ferrule {

/// Compares a new hollow rlib of the edge's library with that of the build, or, if there is none of the same inputs,
/// with another new one. Changes nothing in the build directory.
Result<Verification> verify_library(Edge& edge);

/// Does so for the action, in the working directory, and prints the outcome as a field file. Returns the exit status.
int verify(const std::string& action_file);

}  // namespace ferrule
