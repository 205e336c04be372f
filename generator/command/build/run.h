// `ferrule run`: builds an executable or an example, and becomes it.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "command/build/build_options.h"
#include "system/context.h"

namespace ferrule {

struct RunOptions {
  BuildOptions build;
  /// --bin or --example; both empty for the only executable, or the package's `default-run`.
  std::string binary, example;
  /// --label: the one with this label in rust-project.json.
  std::string label = {};
  std::vector<std::string> arguments;
};

/// Returns only if the program can't be started. It runs in the directory that we stand in, with the variables of its
/// package and the directories of the build's dynamic libraries in LD_LIBRARY_PATH, as under `cargo run` (The Cargo
/// Book, "Dynamic library paths").
Status run(const CommandContext& context, const RunOptions& options);

}  // namespace ferrule
