// Which of a build's tests or benchmarks a command is about.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "graph/crate_graph.h"

namespace ferrule {

struct TestChoice {
  /// --all-targets.
  bool all_targets = false;
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

/// Cargo's options for the targets that `choice` names; none where it leaves that to Cargo.
std::vector<std::string> target_options(const TestChoice& choice, bool benches);

/// Whether what `choice` names has been recorded as Cargo would choose it. `untested` are the targets that Cargo
/// tests only if they are asked for (Recording::untested); which ones it doesn't measure isn't known.
bool is_recorded(const CrateGraph& graph, const TestChoice& choice, const std::vector<std::string>& untested,
                 bool benches);

/// The runs that are chosen, in the order in which Cargo makes them: documentation tests come last.
std::vector<const Unit*> choose_runs(const CrateGraph& graph, const TestChoice& choice);

/// What ninja is asked for: the programs, and those that they start.
std::vector<std::string> files_of_runs(const CrateGraph& graph, const std::vector<const Unit*>& runs);

/// The options that choose a run: "-p app --test smoke".
std::string options_for_run(const CrateGraph& graph, const Unit& run);

}  // namespace ferrule
