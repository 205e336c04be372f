// What the commands that build have in common.
#pragma once

#include <optional>

#include "command/options/generate_options.h"

namespace ferrule {

struct BuildOptions {
  /// -C, --manifest-path and Cargo's options; the others are the build directory's own.
  GenerateOptions generate;
  /// -j: ninja's, and Cargo's.
  std::optional<int> jobs;
  /// -v: show commands instead of progress.
  bool verbose = false;
  /// --keep-going: ninja's `-k 0`.
  bool keep_going = false;
  /// -q: show nothing but errors and warnings.
  bool quiet = false;
  /// The ninja to call, absolute; empty for the one in PATH.
  std::string ninja = {};
};

}  // namespace ferrule
