// The tests or benchmarks that a command is about, in a build directory where they can be built.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "command/build/build_options.h"
#include "command/generate/generate.h"
#include "command/test/test_choice.h"
#include "system/context.h"

namespace ferrule {

struct ChosenTests {
  std::string directory;  // absolute
  /// For what calls ninja there.
  BuildOptions build;
  Survey survey;
  /// In the graph of `survey`.
  std::vector<const Unit*> runs;

  const CrateGraph& graph() const { return survey.build.recording.built.graph; }
};

/// Generates the build directory where that is needed. Targets that Cargo leaves out of a build by default, such as
/// examples as tests, are asked of Cargo as its options for the build, unless the directory was named (-C): that
/// keeps its own. An error where nothing is chosen.
Result<ChosenTests> choose_tests(const CommandContext& context, const BuildOptions& options, const TestChoice& choice,
                                 bool benches);

}  // namespace ferrule
