// `ferrule cmake-crate`: what add_rust_crate() calls while CMake configures. Records one crate of a Cargo workspace,
// or its tests for add_rust_test(), and writes a script with the edges.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "command/cmake/call_session.h"
#include "command/cmake/check_plan.h"
#include "formats/job_settings.h"
#include "plan/edges/planner.h"
#include "record/joint_recordings.h"
#include "system/context.h"

namespace ferrule {

struct CMakeCrateOptions {
  std::string target;                        // the CMake target's name
  std::string build_directory;               // -C: where this configuration's Rust files go, absolute
  std::string host_directory;                // CMake's own build directory, absolute
  std::string output;                        // the script to write, absolute
  std::string session;                       // what is asked of Cargo holds for calls with the same word
  std::string manifest_path;                 // absolute
  std::string crate;                         // CRATE: the package, or empty for the manifest's own
  std::string type;                          // TYPE, or empty for the package's own choice
  std::string binary;                        // BIN: which executable, or empty for the only one
  std::vector<std::string> cargo_arguments;  // features, profile, --locked …
  std::vector<std::string> variables;        // NAME=VALUE for the crate's build
  std::vector<std::string> compilers;        // the same, where `variables` and Cargo's [env] don't name them
  std::vector<std::string> rustflags;        // RUSTFLAGS, after those of the Cargo configuration
  std::vector<std::string> local_rustflags;  // LOCAL_RUSTFLAGS: of the crate itself, and of nothing below it
  /// What tells the symbols of this call's crates from those of calls with other settings, which one program may link
  /// too; empty for the usual settings, with which they are Cargo's.
  std::string variant;
  PlanChoices plan;
  bool tests = false;     // its tests, not the crate itself
  bool for_host = false;  // HOST: for the machine that compiles
  bool closed_environment = false;
  MemoryLimit memory = {};           // Ferrule_MEMORY
  bool watches_by_patterns = false;  // CMake looks itself at what comes and goes
};

class CMakeCrateWriter {
 public:
  CMakeCrateWriter(const CommandContext& context, const CMakeCrateOptions& options, CallSession& calls);
  ~CMakeCrateWriter();

  /// Finds out what is to be recorded. Where others are as well, one run of Cargo may do for all of them.
  Status prepare(JointRecordings& together);
  Status write();
  /// In place of write(), where there is to be checked what the call has built.
  Result<CheckPlan> plan_checks();

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace ferrule
