// The samples against Cargo: the same bytes in every executable, cdylib and staticlib, from the same compiler calls.
#include <cstdlib>
#include <string_view>

#include "compile_log.h"
#include "harness/cargo_twin.h"
#include "harness/ninja_query.h"
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// samples/service takes minutes for each profile.
bool wants_slow_tests() {
  const char* wish = std::getenv("FERRULE_SLOW_TESTS");
  return wish != nullptr && std::string_view(wish) == "1";
}

struct Sample {
  std::string label;
  std::string name;
  /// Executables, cdylibs and staticlibs.
  std::size_t artifacts;
  Words cargo_flags;
  Words ferrule_flags = {};
  bool is_slow = false;
};

void PrintTo(const Sample& sample, std::ostream* out) { *out << sample.label; }

void expect_same_calls(const CompilerCalls& cargos, const CompilerCalls& ferrules) {
  EXPECT_FALSE(cargos.empty());
  for (const auto& [crate, calls] : ferrules)
    EXPECT_TRUE(cargos.contains(crate)) << "Cargo doesn't compile " << crate;
  for (const auto& [crate, calls] : cargos) {
    auto found = ferrules.find(crate);
    EXPECT_TRUE(found != ferrules.end()) << "Ferrule doesn't compile " << crate;
    if (found == ferrules.end()) continue;
    EXPECT_LE(found->second.size(), 2u) << crate;  // hollow and full
    for (const CompilerCall& call : found->second) {
      EXPECT_EQ(call.arguments, calls.front().arguments) << crate;
      EXPECT_EQ(call.environment, calls.front().environment) << crate;
    }
  }
}

class Parity : public testing::TestWithParam<Sample> {};

TEST_P(Parity, OfBytesAndCompilerCalls) {
  const Sample& sample = GetParam();
  if (sample.is_slow && !wants_slow_tests())
    GTEST_SKIP() << "it takes minutes: configure with -D FERRULE_SLOW_TESTS=ON";
  Project project;
  project.copy_from(std::string(FERRULE_SAMPLES "/") + sample.name);
  CompileLog log(project);
  Words flags = sample.cargo_flags;
  flags.push_back("--locked");
  EXPECT_EQ(expect_same_as_cargo(project, flags, sample.ferrule_flags).size(), sample.artifacts);
  expect_same_calls(log.cargos(), log.ferrules());
  EXPECT_TRUE(is_idle(project.ninja()));
}

constexpr std::size_t kOfService = 6;  // two of each type
const Words kOff = {"--pipelining", "off"};
const Words kLinkEdges = {"--pipelining", "auto", "--split-links"};

const Sample kSamples[] = {
    {"HelloDev", "hello", 1, {}},
    {"HelloDevWithoutPipelining", "hello", 1, {}, kOff},
    {"HelloDevWithLinkEdges", "hello", 1, {}, kLinkEdges},
    {"HelloRelease", "hello", 1, {"--release"}},
    {"HelloReleaseWithLinkEdges", "hello", 1, {"--release"}, kLinkEdges},
    {"HelloReleaseWithoutPipelining", "hello", 1, {"--release"}, kOff},
    {"ServiceDev", "service", kOfService, {}},
    {"ServiceDevWithoutPipelining", "service", kOfService, {}, kOff, true},
    {"ServiceDevWithLinkEdges", "service", kOfService, {}, kLinkEdges, true},
    {"ServiceRelease", "service", kOfService, {"--release"}, {}, true},
    {"ServiceReleaseWithLinkEdges", "service", kOfService, {"--release"}, kLinkEdges, true},
    {"ServiceReleaseWithoutPipelining", "service", kOfService, {"--release"}, kOff, true},
    {"ServiceThin", "service", kOfService, {"--profile", "thin"}, {}, true},
    {"ServiceThinWithoutPipelining", "service", kOfService, {"--profile", "thin"}, kOff, true},
};

/// As in end_to_end/pipelining_test.cc, but of a graph of some hundred crates.
TEST(ServiceGraph, MetadataEdgesWaitForNoFullRlib) {
  Project project;
  project.copy_from(FERRULE_SAMPLES "/service");
  ASSERT_TRUE(succeeded(project.generate({"--locked"})));
  Words targets = targets_of_rule(project, "rust_metadata");
  EXPECT_GT(targets.size(), 100u);
  for (const auto& [target, inputs] : inputs_of(project, targets))
    for (const std::string& input : inputs)
      EXPECT_FALSE(is_full_rlib(input) || input.starts_with("link/")) << target << " reads " << input;
}

INSTANTIATE_TEST_SUITE_P(Samples, Parity, testing::ValuesIn(kSamples),
                         [](const testing::TestParamInfo<Sample>& each) { return each.param.label; });

}  // namespace
}  // namespace ferrule::test
