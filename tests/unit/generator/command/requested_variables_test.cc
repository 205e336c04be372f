#include "command/requested_variables.h"

#include <gtest/gtest.h>

#include <cerrno>

#include "support/fake_disk.h"
#include "support/show.h"

namespace ferrule {
namespace {

using Lines = std::vector<std::string>;

/// Two edges have asked: `script` for CC (which was set) and DEBUG_INFO (which
/// was not), `crate` for VERSION.
class RequestedVariablesTest : public testing::Test {
 protected:
  RequestedVariablesTest() {
    disk.put("/b/ferrule/variables/script", "env CC=gcc=1\nunset DEBUG_INFO\n");
    disk.put("/b/ferrule/variables/crate", "env VERSION=7\n");
    for (const char* action : {"script", "crate", "other"}) disk.put(std::string("/b/actions/") + action, "");
    disk.clear_log();
  }

  /// What is touched when the frozen environment is this one.
  Lines touched(const std::vector<EnvironmentVariable>& frozen) {
    EXPECT_TRUE(touch_outdated(disk, "/b", read_requested_variables(disk, "/b"), frozen));
    return disk.changes();
  }

  FakeDisk disk;
};

TEST_F(RequestedVariablesTest, AreReadFromWhatTheEdgesLeft) {
  const RequestedVariables requested = read_requested_variables(disk, "/b");
  EXPECT_EQ(show(names_of(requested)), "CC DEBUG_INFO VERSION");
  EXPECT_EQ(requested.at("script")[0].second, "gcc=1");
  EXPECT_EQ(requested.at("script")[1].second, std::nullopt);
}

TEST_F(RequestedVariablesTest, NothingIsTouchedWhileAllIsAsItWas) {
  EXPECT_EQ(touched({{"CC", "gcc=1"}, {"VERSION", "7"}, {"OTHER", "x"}}), Lines{});
}

TEST_F(RequestedVariablesTest, OnlyTheEdgeThatWouldSeeAnotherValueIsTouched) {
  EXPECT_EQ(touched({{"CC", "clang"}, {"VERSION", "7"}}), Lines{"touch /b/actions/script"});
}

TEST_F(RequestedVariablesTest, AVariableThatIsGoneCounts) {
  EXPECT_EQ(touched({{"CC", "gcc=1"}}), Lines{"touch /b/actions/crate"});
}

TEST_F(RequestedVariablesTest, AVariableThatIsNewCountsEvenIfItIsEmpty) {
  EXPECT_EQ(touched({{"CC", "gcc=1"}, {"VERSION", "7"}, {"DEBUG_INFO", ""}}), Lines{"touch /b/actions/script"});
}

/// They don't run, so they would be found outdated before each build.
TEST_F(RequestedVariablesTest, EdgesThatAreGoneAreForgotten) {
  disk.drop("/b/actions/script");
  disk.put("/b/ferrule/earlier/script", "");
  EXPECT_EQ(touched({{"VERSION", "8"}}), (Lines{"touch /b/actions/crate", "remove /b/ferrule/earlier/script",
                                                "remove /b/ferrule/variables/script"}));
}

TEST_F(RequestedVariablesTest, EdgesThatAreGoneAreKeptWhereTheyWouldSeeTheSame) {
  disk.drop("/b/actions/script");
  EXPECT_EQ(touched({{"CC", "gcc=1"}, {"VERSION", "8"}}), Lines{"touch /b/actions/crate"});
}

TEST_F(RequestedVariablesTest, FilesThatCannotBeUnderstoodTellNothing) {
  disk.put("/b/ferrule/variables/script", "cut o");
  disk.fail("/b/ferrule/variables/crate", EIO);
  EXPECT_EQ(touched({}), Lines{});
}

TEST_F(RequestedVariablesTest, NoDirectoryIsNoRequest) {
  EXPECT_TRUE(read_requested_variables(FakeDisk(), "/b").empty());
}

}  // namespace
}  // namespace ferrule
