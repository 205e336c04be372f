// Compiles on a Remote Execution server's workers, under Siso: tests/bench/remote.sh says what must hold.
#include "harness/project.h"

namespace ferrule::test {
namespace {

constexpr int kNotThere = 77;

TEST(Remote, LibrariesAreCompiledOnWorkersAndOnlyOnceForAllCheckouts) {
  Project project;
  project.set("PORT", "50071");
  const CommandResult result = project.run({"sh", FERRULE_SOURCE_DIRECTORY "/tests/bench/remote.sh", "--ferrule",
                                            FERRULE_PROGRAM, "--pipelining", "hollow", "--split-links"});
  if (result.status == kNotThere) GTEST_SKIP() << result.output;
  EXPECT_TRUE(succeeded(result));
}

}  // namespace
}  // namespace ferrule::test
