#include "prepare/requested_variables.h"

#include <gtest/gtest.h>

#include <cerrno>

#include "base/strings.h"
#include "support/fake_disk.h"
#include "support/show.h"

namespace ferrule {
namespace {

using Lines = std::vector<std::string>;

/// Two edges have asked: `script` for CC (which was set) and DEBUG_INFO (which
/// was not), `crate` for VERSION.
class RequestedVariablesTest : public testing::Test {
 protected:
  RequestedVariablesTest() { SetUpOnceMore(); }

  void SetUpOnceMore() {
    disk.put("/b/ferrule/variables/script", "env CC=gcc=1\nunset DEBUG_INFO\n");
    disk.put("/b/ferrule/variables/crate", "env VERSION=7\n");
    for (const char* action : {"script", "crate", "other"}) disk.put(std::string("/b/actions/") + action, "");
    disk.clear_log();
  }

  /// What is touched or removed when these variables are kept, and those of `caller` set.
  Lines touched(const std::vector<EnvironmentVariable>& kept) {
    EXPECT_TRUE(touch_outdated(disk, "/b", read_requested_variables(disk, "/b"),
                               {{kept, {}, defaults, is_closed}, caller, keeps_unset}));
    Lines changes = disk.changes();
    std::erase_if(changes, [](const std::string& change) { return change.starts_with("write "); });
    return changes;
  }

  FakeDisk disk;
  Environment caller;
  std::set<std::string, std::less<>> defaults;
  bool is_closed = false, keeps_unset = false;
};

TEST_F(RequestedVariablesTest, AreReadFromWhatTheEdgesLeft) {
  const RequestedVariables requested = read_requested_variables(disk, "/b");
  EXPECT_EQ(show(names_of(requested)), "CC DEBUG_INFO VERSION");
  EXPECT_EQ(requested.at("script")[0].value, "gcc=1");
  EXPECT_EQ(requested.at("script")[1].value, std::nullopt);
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

TEST_F(RequestedVariablesTest, WhatIsNotKeptIsTheCallers) {
  caller = {"CC=clang", "VERSION=7"};
  EXPECT_EQ(touched({{"CC", "gcc=1"}}), Lines{}) << "what is kept wins";
  caller = {"CC=gcc=1", "VERSION=8", "DEBUG_INFO=1"};
  EXPECT_EQ(touched({}), (Lines{"touch /b/actions/crate", "touch /b/actions/script"}));
  EXPECT_EQ(disk.text("/b/ferrule/variables/script"), "env CC=gcc=1\nenv DEBUG_INFO=1\n")
      << "an edge that runs from a bare environment finds what it is to see";
  EXPECT_EQ(disk.text("/b/ferrule/variables/crate"), "env VERSION=8\n");
  disk.clear_log();
  EXPECT_EQ(touched({}), Lines{}) << "once";
}

TEST_F(RequestedVariablesTest, ADefaultGivesWayToTheCallers) {
  defaults = {"CC"};
  EXPECT_EQ(touched({{"CC", "gcc=1"}, {"VERSION", "7"}}), Lines{});
  caller = {"CC=clang"};
  EXPECT_EQ(touched({{"CC", "gcc=1"}, {"VERSION", "7"}}), Lines{"touch /b/actions/script"});
}

TEST_F(RequestedVariablesTest, WhereNinjaCallsWhatIsNotSetIsUnchanged) {
  EXPECT_EQ(touched({}), (Lines{"touch /b/actions/crate", "touch /b/actions/script"}));
  SetUpOnceMore();
  keeps_unset = true;
  EXPECT_EQ(touched({}), Lines{});
  is_closed = true;
  EXPECT_EQ(touched({}), (Lines{"touch /b/actions/crate", "touch /b/actions/script"}))
      << "but a closed environment has nothing that isn't kept";
}

TEST_F(RequestedVariablesTest, OfASecretOnlyADigestIsKnown) {
  disk.put("/b/ferrule/variables/script", "");
  disk.put("/b/ferrule/variables/crate", "secret API_TOKEN=" + hex(digest("canary")) + "\n");
  disk.clear_log();
  caller = {"API_TOKEN=canary"};
  EXPECT_EQ(touched({}), Lines{});
  EXPECT_EQ(touched({{"API_TOKEN", "canary"}}), Lines{}) << "given by name, it may be kept";
  caller = {"API_TOKEN=other"};
  EXPECT_EQ(touched({}), Lines{"touch /b/actions/crate"});
  EXPECT_EQ(disk.text("/b/ferrule/variables/crate"), "secret API_TOKEN=" + hex(digest("other")) + "\n");
  const RequestedVariables requested = read_requested_variables(disk, "/b");
  EXPECT_EQ(show(names_to_keep(requested, false)), "");
  EXPECT_EQ(show(names_to_keep(requested, true)), "API_TOKEN");
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
