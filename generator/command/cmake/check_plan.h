// What one call of add_rust_crate() or its like has to be checked.
#pragma once

#include <string>
#include <vector>

#include "emit/check_list.h"
#include "formats/frozen_environment.h"
#include "plan/edges/joint_checks.h"

namespace ferrule {

struct CheckPlan {
  PlannedChecks checks;
  /// All crates of the plan that have check edges, those that aren't wanted too.
  std::vector<CheckedTarget> targets;
  FrozenEnvironment frozen_environment;
  std::string rustc;  // absolute
  bool has_clippy = false;
  /// The recording's list of inputs, absolute, and Cargo's words for what it would have built; empty where Cargo has
  /// no part in it.
  std::string inputs = {};
  std::string profile = {};
};

}  // namespace ferrule
