// `ferrule nextest`: builds the tests, and has cargo-nextest list or run them.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "command/build/build_options.h"
#include "command/test/test_choice.h"
#include "system/context.h"

namespace ferrule {

struct NextestOptions {
  BuildOptions build;
  TestChoice choice = {};
  /// --no-run: only build the tests and write nextest's files.
  bool no_run = false;
  /// --no-build: the tests are built (ninja says this when they are).
  bool builds = true;
  /// For nextest: its command ("run", if there is none) and options.
  std::vector<std::string> arguments = {};
  /// For nextest, behind `--`.
  std::vector<std::string> program_arguments = {};
};

/// Leaves the files for nextest's --binaries-metadata and --cargo-metadata in `nextest` in the build directory.
Status nextest(const CommandContext& context, const NextestOptions& options);

}  // namespace ferrule
