// `ferrule-launcher verify`: does the work of an edge once more, beside the build, and says whether that gives the
// same. `ferrule verify` starts it.
#pragma once

#include <string>

namespace ferrule {

/// What is looked for.
enum class VerifyFor {
  build,  // whether a library compiles to the same thing twice
  cache,  // also what keeps other checkouts from sharing it; and the same of a build script's run
};

/// Does so for the action, in the working directory, and prints the outcome as a field file. Returns the exit status.
int verify(const std::string& action_file, VerifyFor purpose);

}  // namespace ferrule
