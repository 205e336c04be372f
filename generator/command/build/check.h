// `ferrule check`: builds the target `check`, or with --clippy the target `clippy`, and shows what rustc says of
// every crate, those that were up to date as well: as `cargo check` does.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "system/context.h"

namespace ferrule {

enum class MessageFormat { human, json };

struct CheckOptions {
  /// -C: as given; empty for the default of `ferrule generate`.
  std::string build_directory;
  MessageFormat format = MessageFormat::human;
  /// -j: ninja's.
  std::optional<int> jobs;
  /// --keep-going: ninja's `-k 0`.
  bool keep_going = false;
  /// --clippy: as `cargo clippy` does, with what follows `--` for clippy-driver.
  bool clippy = false;
  std::vector<std::string> clippy_arguments = {};
};

/// Fails where the check does. With MessageFormat::json, standard output has Cargo's `compiler-message` and
/// `build-finished` objects, a line each, and everything else goes to standard error.
Status check(const CommandContext& context, const CheckOptions& options);

}  // namespace ferrule
