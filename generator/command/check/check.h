// `ferrule check`: builds the target `check`, or with --clippy the target `clippy`, and shows what rustc says of
// every crate, those that were up to date as well: as `cargo check` does.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "command/build/build_options.h"
#include "command/build/kept_diagnostics.h"
#include "system/context.h"

namespace ferrule {

struct CheckOptions {
  /// Without any of Cargo's options, the build directory keeps those that it has.
  BuildOptions build = {};
  MessageFormat format = MessageFormat::human;
  /// --clippy: as `cargo clippy` does, with what follows `--` for clippy-driver.
  bool clippy = false;
  std::vector<std::string> clippy_arguments = {};
};

/// Fails where the check does. With MessageFormat::json, it is for an editor: it has a build directory of its own
/// (generated.h), so that it waits for no build, and standard output has Cargo's `compiler-message` and
/// `build-finished` objects, a line each, and everything else goes to standard error; it succeeds where errors in the
/// code are all that is wrong, for these have been said.
Status check(const CommandContext& context, const CheckOptions& options);

}  // namespace ferrule
