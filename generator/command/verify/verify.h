// `ferrule verify`: which libraries don't compile to the same thing twice, and by which macro; and what keeps another
// checkout from sharing them by a cache.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "system/context.h"

namespace ferrule {

struct VerifyOptions {
  /// -C: as given; empty for the working directory if that is a build
  /// directory, else for the default of `ferrule generate`.
  std::string build_directory;
  /// Packages to look at; empty for all.
  std::vector<std::string> packages;
  /// --fix: have those that differ compiled only once, by ferrule.toml.
  bool fix = false;
  /// --cache: look also for what ties libraries and the runs of build scripts to their checkout.
  bool cache = false;
};

/// Compiles every library of a build directory once more, beside the build, which must have been made. What is fused
/// by name (--no-pipelining, ferrule.toml) is passed over, unless a cache is asked about. Prints what differs; fails
/// if something does and wasn't fixed, or couldn't be compiled.
Status verify(const CommandContext& context, const VerifyOptions& options);

}  // namespace ferrule
