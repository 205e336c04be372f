// `ferrule test` and `ferrule bench`: build the tests or benchmarks and run them one program after the other, as
// `cargo test` and `cargo bench` do.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "command/build/build_options.h"
#include "command/test/test_choice.h"
#include "system/context.h"

namespace ferrule {

struct TestOptions {
  BuildOptions build;
  /// `ferrule bench`.
  bool benches = false;
  TestChoice choice = {};
  /// --no-run: only build them.
  bool no_run = false;
  /// --no-fail-fast: run all programs, whatever fails.
  bool no_fail_fast = false;
  /// --test-jobs: how many programs run at once. With more than one, their output is shown when all have ended.
  int programs_at_once = 1;
  /// What the programs get.
  std::vector<std::string> arguments = {};
};

/// Fails if the build or a test does.
Status test(const CommandContext& context, const TestOptions& options);

}  // namespace ferrule
