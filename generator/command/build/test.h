// `ferrule test`: builds the tests and runs them one program after the other, as `cargo test` does.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "command/build/build_options.h"
#include "graph/crate_graph.h"
#include "system/context.h"

namespace ferrule {

struct TestOptions {
  BuildOptions build;
  /// --lib, --bins, --tests, --examples, --benches: all targets of these kinds.
  std::set<TargetKind> kinds = {};
  /// --bin, --test, --example, --bench: these targets.
  std::set<std::pair<TargetKind, std::string>> targets = {};
  /// --label: the target with this label in rust-project.json.
  std::string label = {};
  /// --doc: documentation tests alone.
  bool doc = false;
  /// --no-run: only build them.
  bool no_run = false;
  /// --no-fail-fast: run all programs, whatever fails.
  bool no_fail_fast = false;
  /// --test-jobs: how many programs run at once. With more than one, their output is shown when all have ended.
  int programs_at_once = 1;
  /// TESTNAME, a part of the names of the tests to run; then documentation tests aren't, as with Cargo.
  std::string name = {};
  /// What the programs get.
  std::vector<std::string> arguments = {};
};

/// Fails if the build or a test does.
Status test(const CommandContext& context, const TestOptions& options);

}  // namespace ferrule
