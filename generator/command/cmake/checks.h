// `ferrule cmake-checks`: writes the directory in which `ferrule check` checks all crates of a CMake project. It has
// edges, outputs and a ninja log of its own, so that no check waits for a build, and no build for a check.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "command/cmake/calls.h"
#include "system/context.h"

namespace ferrule {

struct CMakeChecksOptions {
  std::string directory;  // CMake's build directory, absolute
  std::function<Result<CMakeCall>(const std::vector<std::string>& words)> parse = {};
};

/// Cargo is asked again where something has changed that it reads.
Status write_cmake_checks(const CommandContext& context, const CMakeChecksOptions& options);

}  // namespace ferrule
