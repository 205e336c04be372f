// From recorded commands to the crate graph: names are resolved to units, the recording's paths become those of the
// build directory.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "graph/crate_graph.h"
#include "record/toolchain/rustdoc.h"
#include "record/units/recorded_command.h"
#include "record/units/recording_place.h"

namespace ferrule {

enum class RunPurpose {
  build,
  tests,
  benches,  // `cargo bench`, in place of a build: the programs that it ran are benchmarks
  documentation,
};

/// One run of Cargo, and what it was for.
struct NamedRun {
  RecordedRun run;
  RunPurpose purpose = RunPurpose::build;
};

/// What the recording can't show by itself.
struct ToolSettings {
  std::string rustc_wrapper;  // the user's own RUSTC_WRAPPER, or empty
  Rustdoc rustdoc;
  std::string sysroot;
  /// Toolchain::manglings
  std::map<std::string, std::string> manglings = {};
  /// CargoConfig::environment
  std::map<std::string, std::string, std::less<>> configured_variables = {};
};

struct BuiltGraph {
  CrateGraph graph;
  /// Variables that every command has alike because a rustup proxy or the `[env]` table set them for Cargo itself:
  /// they belong to the frozen environment.
  std::vector<EnvironmentVariable> shared_environment;
};

/// Fails, naming the feature and the package, on what Ferrule does not support.
Result<BuiltGraph> build_crate_graph(const std::vector<NamedRun>& runs, const RecordingPlace& place,
                                     const ToolSettings& tools);

}  // namespace ferrule
