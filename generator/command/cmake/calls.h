// `ferrule cmake-calls`: all calls of add_rust_crate() and its like in a directory of CMake's, in one process.
#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "command/cmake/crate.h"
#include "command/cmake/root.h"
#include "system/context.h"

namespace ferrule {

using CMakeCall = std::variant<CMakeCrateOptions, CMakeRootOptions>;

struct CMakeCallsOptions {
  /// A field file with a record for each call: its name, and the words of its command.
  std::string file;
  std::function<Result<CMakeCall>(const std::vector<std::string>& words)> parse;
};

/// Does them in their order, up to the first that fails: that one's name is printed.
Status write_cmake_calls(const CommandContext& context, const CMakeCallsOptions& options);

}  // namespace ferrule
