// `ferrule cmake-root`: what add_rust_crate(ROOT …) calls while CMake configures. A crate without a manifest gets its
// edges.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "command/cmake/call_session.h"
#include "command/cmake/check_plan.h"
#include "formats/job_settings.h"
#include "plan/edges/planner.h"
#include "system/context.h"

namespace ferrule {

struct CMakeRootOptions {
  std::string target;
  std::string build_directory;  // absolute
  std::string host_directory;   // CMake's own, absolute
  std::string output;           // the script, absolute
  std::string root;             // absolute
  std::string edition = "2021";
  std::string type = "rlib";
  std::string triple;
  /// "name=file" or "=file": a reference (declared_crate.h) of an earlier call, and what the source calls the crate
  /// if not by its own name.
  std::vector<std::string> dependencies;
  std::vector<std::string> features;
  std::vector<std::string> other_features;
  std::vector<std::string> variables;  // NAME=VALUE
  std::vector<std::string> options;    // for rustc
  PlanChoices plan;                    // its pipelining
  bool tests = false;                  // its unit tests, not the crate itself
  bool for_host = false;               // HOST: for the machine that compiles
  bool closed_environment = false;
  MemoryLimit memory = {};  // Ferrule_MEMORY
};

Status write_cmake_root(const CommandContext& context, const CMakeRootOptions& options, CallSession& calls);

/// In place of that, where there is to be checked what the call has built.
Result<CheckPlan> plan_root_checks(const CommandContext& context, const CMakeRootOptions& options,
                                   CallSession& calls);

}  // namespace ferrule
