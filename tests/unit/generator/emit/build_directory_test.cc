#include "emit/build_directory.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <set>

#include "formats/frozen_environment.h"
#include "plan/edges/planner.h"
#include "support/fake_disk.h"
#include "support/graph_builder.h"

namespace ferrule {
namespace {

using Lines = std::vector<std::string>;

class BuildDirectoryTest : public testing::Test {
 protected:
  BuildDirectoryTest() { units.binary("app", {units.library("util")}); }

  Status write() {
    const EdgeGraph edges =
        make_edges(units.graph(), {"/b", Pipelining::hollow, {}, {"/rust/bin/rustc", false, ""}, false});
    return write_build_directory(disk, "/b", {edges, settings, frozen});
  }

  /// The actions that a build.ninja calls for.
  static std::set<std::string> actions_in(const std::string& ninja) {
    std::set<std::string> found;
    for (std::size_t at = 0; (at = ninja.find(" actions/", at)) != std::string::npos; ++at)
      if (ninja[at + 9] != '$') found.insert(ninja.substr(at + 1, ninja.find_first_of(" \n", at + 1) - at - 1));
    return found;
  }

  GraphBuilder units;
  NinjaSettings settings{"/f/launcher", DepfileMode::gcc, {}};
  FrozenEnvironment frozen{{{"PATH", "/usr/bin"}}};
  FakeDisk disk;
};

// --- What may be written to --------------------------------------------------------

TEST_F(BuildDirectoryTest, TakesADirectoryThatIsNotThereOrEmptyOrItsOwn) {
  EXPECT_TRUE(check_build_directory(disk, "/b"));
  disk.put_directory("/b");
  EXPECT_TRUE(check_build_directory(disk, "/b"));
  ASSERT_TRUE(write());
  EXPECT_TRUE(check_build_directory(disk, "/b"));
  disk.drop("/b/build.ninja");  // a generation that was interrupted
  EXPECT_TRUE(check_build_directory(disk, "/b"));
}

TEST_F(BuildDirectoryTest, RefusesADirectoryWithOtherFiles) {
  disk.put("/b/thesis.tex", "");
  Status checked = check_build_directory(disk, "/b");
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().message, "`/b` is not empty, and not a build directory of ferrule");
  EXPECT_NE(checked.error().help.find("-C"), std::string::npos);
}

TEST_F(BuildDirectoryTest, RefusesABuildNinjaThatItDidNotWrite) {
  disk.put("/b/build.ninja", "# CMAKE generated file: DO NOT EDIT!\n");
  disk.put("/b/ferrule/x", "");
  Status checked = check_build_directory(disk, "/b");
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().message, "`/b/build.ninja` was not written by ferrule");
  EXPECT_EQ(disk.changes(), Lines{});
}

TEST_F(BuildDirectoryTest, RefusesABuildNinjaThatItCannotRead) {
  disk.put("/b/build.ninja", "whose?");
  disk.fail("/b/build.ninja", EACCES);
  EXPECT_FALSE(check_build_directory(disk, "/b"));
}

TEST_F(BuildDirectoryTest, RefusesAFile) {
  disk.put("/b", "");
  Status checked = check_build_directory(disk, "/b");
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().message, "`/b` is a file, not a build directory");
}

// --- What is written -----------------------------------------------------------------

TEST_F(BuildDirectoryTest, HoldsAnActionForEachEdgeAndWritesBuildNinjaLast) {
  ASSERT_TRUE(write());
  EXPECT_EQ(disk.list("/b/actions"), (Lines{"app-2.rust_bin", "util-1.rust_codegen", "util-1.rust_metadata"}));
  EXPECT_EQ(disk.text("/b/ferrule/environment"), "env PATH=/usr/bin\n");
  EXPECT_EQ(disk.changes().back(), "write /b/build.ninja");
  for (const char* directory : {"/b/ferrule/depfiles", "/b/ferrule/tmp", "/b/ferrule/variables"})
    EXPECT_TRUE(disk.is_directory(directory)) << directory;
}

TEST_F(BuildDirectoryTest, TellsTheLauncherHowUrgentEdgesAre) {
  ASSERT_TRUE(write());
  EXPECT_EQ(disk.text("/b/ferrule/edges"),
            "edge 2 0 util-1.rust_codegen\n"
            "edge 1 0 app-2.rust_bin\n"
            "edge 1 0 util-1.rust_metadata\n");
}

TEST_F(BuildDirectoryTest, MakesTheDirectoryThatTestsMayUse) {
  units[units.test("t")].environment.push_back({"CARGO_TARGET_TMPDIR", "/b/tmp"});
  ASSERT_TRUE(write());
  EXPECT_TRUE(disk.is_directory("/b/tmp"));
}

TEST_F(BuildDirectoryTest, WritesNothingASecondTime) {
  ASSERT_TRUE(write());
  disk.clear_log();
  disk.tick();
  ASSERT_TRUE(write());
  EXPECT_EQ(disk.changes(), Lines{});
}

TEST_F(BuildDirectoryTest, WritesOnlyWhatChanges) {
  ASSERT_TRUE(write());
  disk.clear_log();
  frozen.variables = {{"PATH", "/bin"}};
  ASSERT_TRUE(write());
  EXPECT_EQ(disk.changes(), Lines{"write /b/ferrule/environment"});

  disk.clear_log();
  units[0].environment.push_back({"NEW", "1"});
  ASSERT_TRUE(write());
  EXPECT_EQ(disk.changes(), (Lines{"write /b/actions/util-1.rust_codegen", "write /b/actions/util-1.rust_metadata"}));
}

/// Cargo compiles nothing again because a package is now built for itself, or no longer.
TEST_F(BuildDirectoryTest, AnActionKeepsItsTimeWhenItsPackageIsAskedForByName) {
  ASSERT_TRUE(write());
  const int time = disk.time("/b/actions/util-1.rust_codegen");
  disk.tick();
  units[0].environment.push_back({"CARGO_PRIMARY_PACKAGE", "1"});
  ASSERT_TRUE(write());
  EXPECT_EQ(disk.time("/b/actions/util-1.rust_codegen"), time);
  EXPECT_NE(disk.text("/b/actions/util-1.rust_codegen").find("env CARGO_PRIMARY_PACKAGE=1"), std::string::npos);
  units[0].environment.push_back({"OTHER", "1"});
  ASSERT_TRUE(write());
  EXPECT_GT(disk.time("/b/actions/util-1.rust_codegen"), time);
}

/// Nor does it run a script again because its package has a test now.
TEST_F(BuildDirectoryTest, AnActionKeepsItsTimeWhenItsPackageGetsATarget) {
  UnitIndex run = units.build_script("util");
  ASSERT_TRUE(write());
  const std::string action = "/b/actions/" + units[run].id + ".build_script_run";
  const int time = disk.time(action);
  disk.tick();
  units[run].package.link_targets = {"test"};
  ASSERT_TRUE(write());
  EXPECT_EQ(disk.time(action), time);
  EXPECT_NE(disk.text(action).find("link-target test"), std::string::npos);
  units[run].package.link_targets = {};
  ASSERT_TRUE(write());
  EXPECT_GT(disk.time(action), time) << "what the script has printed may be wrong now";
}

TEST_F(BuildDirectoryTest, RemovesActionsOfEdgesThatAreGoneAndHaveMadeNothing) {
  ASSERT_TRUE(write());
  units = {};
  units.library("util");
  disk.clear_log();
  ASSERT_TRUE(write());
  EXPECT_EQ(disk.list("/b/actions"), (Lines{"util-1.rust_codegen", "util-1.rust_metadata"}));
  EXPECT_EQ(disk.changes(), (Lines{"write /b/ferrule/edges", "write /b/build.ninja", "make /b/ferrule/earlier",
                                   "move /b/actions/app-2.rust_bin", "remove /b/ferrule/earlier/app-2.rust_bin"}));
}

TEST_F(BuildDirectoryTest, WritesNothingIfNinjaCannotExpressIt) {
  settings.launcher = "/new\nline";
  EXPECT_FALSE(write());
  EXPECT_EQ(disk.changes(), Lines{});
}

// --- What an interruption leaves --------------------------------------------------------

/// Fails each change in turn until none is left to fail. The old build.ninja
/// must go on to work whenever the new one was not written.
TEST_F(BuildDirectoryTest, AFailureAtAnyPointLeavesABuildNinjaWithAllItsActions) {
  ASSERT_TRUE(write());
  const FakeDisk old = disk;
  units = {};
  units.binary("tool", {units.library("base")});
  frozen.variables.push_back({"NEW", "1"});
  ASSERT_TRUE(write());
  const std::string new_ninja = disk.text("/b/build.ninja");

  int failures = 0;
  for (int n = 1;; ++n) {
    disk = old;
    disk.fail_change(n, ENOSPC);
    Status written = write();
    if (!disk.has_failed()) break;
    ++failures;
    ASSERT_FALSE(written) << "the failure of change " << n << " went unnoticed";
    EXPECT_NE(written.error().message.find("No space left"), std::string::npos);
    const std::string ninja = disk.text("/b/build.ninja");
    EXPECT_TRUE(ninja == old.text("/b/build.ninja") || ninja == new_ninja);
    for (const std::string& action : actions_in(ninja))
      EXPECT_TRUE(disk.has("/b/" + action)) << action << " is missing after change " << n;
  }
  EXPECT_EQ(failures, 13)
      << "environment, three actions, edges, build.ninja, and of the earlier actions the directory, "
         "three moves, three removals";

  ASSERT_TRUE(write());  // and the next run, with room again, repairs all
  EXPECT_EQ(disk.text("/b/build.ninja"), new_ninja);
  EXPECT_EQ(disk.list("/b/actions"), (Lines{"base-1.rust_codegen", "base-1.rust_metadata", "tool-2.rust_bin"}));
}

TEST_F(BuildDirectoryTest, AFirstGenerationThatFailsLeavesNoBuildNinja) {
  for (int n = 1;; ++n) {
    disk = {};
    disk.put_directory("/b");
    disk.fail_change(n, EIO);
    Status written = write();
    if (!disk.has_failed()) break;
    EXPECT_FALSE(written);
    EXPECT_FALSE(disk.has("/b/build.ninja")) << n;
  }
  EXPECT_TRUE(disk.has("/b/build.ninja"));
}

}  // namespace
}  // namespace ferrule
