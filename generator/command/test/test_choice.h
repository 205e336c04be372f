// Which of a build's tests or benchmarks a command is about.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "graph/crate_graph.h"

namespace ferrule {

struct TestChoice {
  /// --tests of `test`, --benches of `bench`: as in Cargo all programs that it builds by default.
  bool all_programs = false;
  /// --lib, --bins, --examples, --benches: all targets of these kinds.
  std::set<TargetKind> kinds = {};
  /// --bin, --test, --example, --bench: these targets.
  std::set<std::pair<TargetKind, std::string>> targets = {};
  /// --label: the target with this label in rust-project.json.
  std::string label = {};
  /// --doc: documentation tests alone.
  bool doc = false;
  /// TESTNAME or BENCHNAME, a part of the names of the tests to run; then documentation tests aren't, as with Cargo.
  std::string name = {};
};

/// The runs that are chosen, in the order in which Cargo makes them: documentation tests come last.
std::vector<const Unit*> choose_runs(const CrateGraph& graph, const TestChoice& choice);

/// What ninja is asked for: the programs, and those that they start.
std::vector<std::string> files_of_runs(const CrateGraph& graph, const std::vector<const Unit*>& runs);

/// The options that choose a run: "-p app --test smoke".
std::string options_for_run(const CrateGraph& graph, const Unit& run);

}  // namespace ferrule
