// The options of `ferrule generate`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emit/ninja_writer.h"
#include "formats/job_settings.h"
#include "plan/edges/plan_options.h"
#include "record/record_request.h"

namespace ferrule {

struct GenerateOptions {
  /// -C: as given; empty for the default, target/ferrule in the workspace.
  std::string build_directory;
  /// --manifest-path: as given; empty to let Cargo search.
  std::string manifest_path;
  /// Cargo's own selection flags, verbatim.
  std::vector<std::string> cargo_arguments;
  /// The values of --config, which are also among cargo_arguments.
  std::vector<std::string> config_overrides;
  /// Its -j also says how many threads rustc may have, where ninja isn't given a number.
  PlanChoices plan;
  DepfileMode depfiles = DepfileMode::gcc;
  /// --siso, --no-siso: write what Siso wants to know, and compile so that it can be done on other machines. By
  /// default not, or as before.
  std::optional<bool> siso;
  /// --env: NAME (its value now) or NAME=VALUE.
  std::vector<std::string> variables;
  /// --closed-environment: edges see what was kept, and nothing of what ninja is called with.
  bool closed_environment = false;
  bool with_tests = true;
  /// --cargo-bench: what `cargo bench` builds and runs, in place of `cargo build` and `cargo test`.
  bool benches = false;
  /// --docs, and with it --no-deps and --document-private-items.
  Documentation documentation = {};
  bool watch = true;
  /// --no-jobserver switches it off.
  bool jobserver = true;
  /// --memory.
  MemoryLimit memory = {};
  bool quiet = false;
  /// Do again what was done in this build directory before; the other options come from there.
  bool again = false;

  bool is_for_siso() const { return siso.value_or(false); }
};

}  // namespace ferrule
