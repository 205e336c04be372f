#include "command/generate/generate.h"

#include <gtest/gtest.h>

#include <cerrno>

#include "generator/command/command_test.h"

namespace ferrule {
namespace {

using Lines = std::vector<std::string>;

class GenerateTest : public CommandTest {
 protected:
  std::string refusal(const std::vector<std::string>& words) {
    Status generated = try_to_generate(words);
    return generated ? "<accepted>" : generated.error().message;
  }

  /// The words of the last `cargo build`, up to our own. What was changed and is still there, outside of the
  /// directory in which Cargo is asked.
  Lines kept_changes() const {
    Lines changes = cargo.disk.changes();
    std::erase_if(changes, [](const std::string& change) {
      return change.find("/b/ferrule/recording/cargo") != std::string::npos;
    });
    return changes;
  }

  std::string asked() const {
    const ProcessRequest* request = cargo.processes.last("/cargo build");
    if (request == nullptr) return "<nothing>";
    const std::string words = show(request->arguments);
    return words.substr(0, words.find(" --target-dir"));
  }
};

// --- What is written ---------------------------------------------------------------------

TEST_F(GenerateTest, FillsABuildDirectory) {
  generate({"-C", "/b", "--pipelining", "hollow"});
  EXPECT_TRUE(cargo.disk.text("/b/build.ninja").starts_with("# Written by ferrule "));
  EXPECT_EQ(show(cargo.disk.list("/b/actions")),
            "app-1.rust_check app-1.rust_codegen app-1.rust_metadata app-2.rust_bin app-2.rust_check app-3.rust_test "
            "app-3.rust_test_run");
  EXPECT_NE(cargo.disk.text("/b/build.ninja").find("command = /f/bin/ferrule generate --again -C ."),
            std::string::npos);
}

TEST_F(GenerateTest, BuildsWhatCargoBenchBuildsIfAskedFor) {
  generate({"-C", "/b", "--cargo-bench", "-p", "app"});
  EXPECT_EQ(cargo.times("bench --package app --target-dir"), 1);
  EXPECT_EQ(cargo.times("build") + cargo.times("test"), 0);
  const std::string ninja = cargo.disk.text("/b/build.ninja");
  EXPECT_NE(ninja.find("build benches: phony bin/app rlib/libapp-1.rlib tests/app-3\n"), std::string::npos) << ninja;
  EXPECT_NE(ninja.find("build bench: phony ferrule/tested/app-3.rust_bench_run\n"), std::string::npos) << ninja;
  generate({"--again", "-C", "/b"});
  EXPECT_EQ(cargo.times("bench"), 1) << "nothing has changed";
  EXPECT_EQ(cargo.disk.text("/b/build.ninja"), ninja);
}

TEST_F(GenerateTest, SplitsByDefaultOnlyWhatABuildGainsBy) {
  generate({"-C", "/b"});
  EXPECT_TRUE(cargo.disk.stamp("/b/actions/app-1.rust_lib"));
  EXPECT_FALSE(cargo.disk.stamp("/b/actions/app-1.rust_metadata"));
}

TEST_F(GenerateTest, StandsInTheWorkspacesTargetDirectoryByDefault) {
  directory = "/w/app";
  cargo.build = cargo.tests = {};
  generate({});
  EXPECT_TRUE(cargo.disk.has("/w/target/ferrule/build.ninja"));
}

TEST_F(GenerateTest, SeesThroughSymbolicLinks) {
  ASSERT_TRUE(cargo.disk.make_symbolic_link("/b", "/w/out"));
  generate({"-C", "out"});
  EXPECT_TRUE(cargo.disk.has("/b/build.ninja"));
  EXPECT_NE(cargo.disk.text("/b/actions/app-2.rust_bin").find("arg app=\\B/rlib/libapp-1.rlib"), std::string::npos);
}

TEST_F(GenerateTest, ASecondTimeCargoIsAskedAgainAndNothingElseWritten) {
  generate({"-C", "/b"});
  cargo.disk.clear_log();
  const int watched = cargo.disk.time("/b/ferrule/recording/watched");
  cargo.disk.tick();
  generate({"-C", "/b"});
  EXPECT_EQ(kept_changes(), (Lines{"touch /b/ferrule/recording/watched", "date /b/ferrule/recording/watched"}))
      << "until all is written, ninja would generate again";
  EXPECT_EQ(cargo.disk.time("/b/ferrule/recording/watched"), watched);
  EXPECT_EQ(cargo.times("build"), 2);
}

TEST_F(GenerateTest, NinjasCallWritesNothingWithoutAChange) {
  generate({"-C", "/b"});
  cargo.disk.clear_log();
  cargo.disk.tick();
  generate({"--again", "-C", "/b"});
  EXPECT_EQ(cargo.disk.changes(), Lines{});
  EXPECT_EQ(cargo.times("build"), 1);
}

TEST_F(GenerateTest, TestsThatCannotBePlannedLeaveTheBuild) {
  cargo.test_messages = "error: no such package\n";
  testing::internal::CaptureStderr();
  generate({"-C", "/b"});
  EXPECT_NE(testing::internal::GetCapturedStderr().find("no such package"), std::string::npos);
  EXPECT_NE(cargo.disk.text("/b/build.ninja").find("build tests: phony\n"), std::string::npos);
}

// --- The environment ------------------------------------------------------------------------

TEST_F(GenerateTest, NoSecretAndNoNoiseReachesAnyFile) {
  generate({"-C", "/b"});
  const auto quiet = cargo.disk.files("/b");
  cargo.disk.drop("/b");
  for (const char* noise :
       {"CARGO_REGISTRY_TOKEN=canary", "CARGO_REGISTRIES_X_TOKEN=canary", "GITHUB_TOKEN=canary", "TERM=canary",
        "SSH_AUTH_SOCK=canary", "PWD=canary", "CARGO_PKG_NAME=canary", "OUT_DIR=canary", "MAKEFLAGS=canary"})
    cargo.environment.push_back(noise);
  generate({"-C", "/b"});
  EXPECT_EQ(cargo.disk.files("/b"), quiet);
}

TEST_F(GenerateTest, VariablesThatAreAskedForAreSeen) {
  cargo.environment.push_back("MINE=now");
  generate({"-C", "/b", "--env", "MINE", "--env", "GIVEN=a=b", "--env", "UNSET"});
  EXPECT_EQ(cargo.disk.text("/b/ferrule/environment"),
            "fixed GIVEN=a=b\nenv HOME=/home/me\nenv MINE=now\nenv PATH=/rust/bin:/usr/bin\n");
}

TEST_F(GenerateTest, VariablesOfCargosConfigurationAreSeen) {
  cargo.disk.put("/w/.cargo/config.toml", "[env]\nFROM_CONFIG = 'unless the user sets it'\n");
  cargo.environment.push_back("FROM_CONFIG=users");
  generate({"-C", "/b"});
  EXPECT_NE(cargo.disk.text("/b/ferrule/environment").find("env FROM_CONFIG=users\n"), std::string::npos);
}

TEST_F(GenerateTest, AnEdgeThatAskedForAVariableRunsAgainWhenItChanges) {
  generate({"-C", "/b"});
  cargo.disk.put("/b/ferrule/variables/app-2.rust_bin", "unset GREETING\n");
  cargo.disk.clear_log();
  cargo.environment.push_back("GREETING=hello");
  generate({"-C", "/b"});
  EXPECT_EQ(kept_changes(), (Lines{"touch /b/ferrule/recording/watched", "write /b/ferrule/environment",
                                   "touch /b/actions/app-2.rust_bin", "write /b/ferrule/variables/app-2.rust_bin"}));
}

// --- Once more ----------------------------------------------------------------------------------

TEST_F(GenerateTest, AgainDoesWhatWasDoneBefore) {
  cargo.environment.push_back("CC=gcc");
  generate({"-C", "/b", "--release", "--no-tests", "--env", "A=1"});
  const auto before = cargo.disk.files("/b");
  directory = "/b";
  cargo.environment = {"PATH=/rust/bin:/usr/bin", "CC=clang"};
  generate({"--again", "-C", "."});
  EXPECT_EQ(cargo.disk.files("/b"), before);

  cargo.disk.put("/w/Cargo.lock", "changed");
  generate({"--again", "-C", "."});
  EXPECT_EQ(asked(), "/rust/bin/cargo build --release");
  EXPECT_EQ(cargo.processes.last("/cargo build")->directory, "/w");
  EXPECT_EQ(cargo.times("test"), 0);
}

TEST_F(GenerateTest, AgainTakesAnewWhatCargoReads) {
  cargo.environment.push_back("RUSTFLAGS=-Copt-level=1");
  generate({"-C", "/b"});
  cargo.environment.back() = "RUSTFLAGS=-Copt-level=2";
  generate({"--again", "-C", "/b"});
  EXPECT_EQ(cargo.times("build"), 2);
  EXPECT_EQ(find_variable(cargo.processes.last("/cargo build")->environment, "RUSTFLAGS"), "-Copt-level=2");

  cargo.environment.pop_back();  // ninja is called from another shell
  generate({"--again", "-C", "/b"});
  EXPECT_EQ(cargo.times("build"), 2);
}

TEST_F(GenerateTest, AgainNeedsAGenerationBefore) {
  EXPECT_EQ(refusal({"--again", "-C", "/b"}), "this directory was not generated by ferrule");
}

TEST_F(GenerateTest, InABuildDirectoryOptionsComeOnTop) {
  generate({"-C", "/b", "--features", "a"});
  directory = "/b";
  generate({"--features", "b", "--release"});
  EXPECT_EQ(asked(), "/rust/bin/cargo build --features a --release --features b");
  EXPECT_EQ(cargo.processes.last("/cargo build")->directory, "/w");
}

TEST_F(GenerateTest, InABuildDirectorySisoIsKeptUntilItIsTakenBack) {
  generate({"-C", "/b"});
  const std::string as_cargo = cargo.disk.text("/b/actions/app-1.rust_check");
  directory = "/b";
  generate({"--siso"});
  generate({"--locked"});
  EXPECT_NE(cargo.disk.text("/b/actions/app-1.rust_check").find("--remap-path-prefix=\\B=."), std::string::npos);
  EXPECT_NE(cargo.disk.text("/b/build.ninja").find("launcher = ferrule/launcher\n"), std::string::npos);
  EXPECT_EQ(cargo.disk.text("/b/ferrule/portable-environment").find("HOME"), std::string::npos);
  generate({"--no-siso"});
  EXPECT_EQ(cargo.disk.text("/b/actions/app-1.rust_check"), as_cargo);
  EXPECT_NE(cargo.disk.text("/b/build.ninja").find("launcher = /f/bin/ferrule-launcher\n"), std::string::npos);
}

TEST_F(GenerateTest, InABuildDirectoryAFlagIsGivenOnceHoweverOftenItIsSaid) {
  generate({"-C", "/b", "--release", "--features", "a"});
  directory = "/b";
  generate({"--release", "--locked", "--features", "a", "--features", "b"});
  EXPECT_EQ(asked(), "/rust/bin/cargo build --release --features a --locked --features b")
      << "Cargo refuses a flag that it gets twice";
}

// --- What goes wrong --------------------------------------------------------------------------------

TEST_F(GenerateTest, AFailingCargoLeavesNoNewDirectory) {
  cargo.disk.drop("/b");
  cargo.build_messages = "error: failed to parse manifest at `/w/Cargo.toml`\n";
  EXPECT_EQ(refusal({"-C", "/b"}), "failed to parse manifest at `/w/Cargo.toml`");
  EXPECT_FALSE(cargo.disk.has("/b"));
}

TEST_F(GenerateTest, AFailingCargoLeavesAnOldBuildNinja) {
  generate({"-C", "/b"});
  const std::string ninja = cargo.disk.text("/b/build.ninja");
  const auto actions = cargo.disk.files("/b/actions");
  cargo.disk.put("/w/Cargo.toml", "broken");
  cargo.build_messages = "error: failed to parse manifest\n";
  EXPECT_FALSE(try_to_generate({"-C", "/b"}));
  EXPECT_EQ(cargo.disk.text("/b/build.ninja"), ninja);
  EXPECT_EQ(cargo.disk.files("/b/actions"), actions);
}

TEST_F(GenerateTest, TouchesNothingInADirectoryThatIsNotItsOwn) {
  cargo.disk.put("/b/build.ninja", "# somebody else's\n");
  const auto before = cargo.disk.files("/");
  EXPECT_EQ(refusal({"-C", "/b"}), "`/b/build.ninja` was not written by ferrule");
  EXPECT_EQ(cargo.disk.files("/"), before);
  EXPECT_EQ(cargo.times("build"), 0);
}

TEST_F(GenerateTest, ANewlineInTheBuildDirectorysPathIsRefused) {
  EXPECT_NE(refusal({"-C", "/new\nline"}).find("newline"), std::string::npos);
  EXPECT_FALSE(cargo.disk.has("/new\nline"));
}

TEST_F(GenerateTest, OutsideOfAWorkspaceCargosWordsSaySo) {
  cargo.processes.answer(
      "cargo locate-project",
      ProcessResult{101, "", "error: could not find `Cargo.toml` in `/` or any parent directory\n"});
  EXPECT_EQ(refusal({}), "could not find `Cargo.toml` in `/` or any parent directory");
}

TEST_F(GenerateTest, APackageThatIsNotThereCannotBeFused) {
  EXPECT_NE(refusal({"-C", "/b", "--no-pipelining", "ap"}).find("no package in this build is named `ap`"),
            std::string::npos);
  EXPECT_FALSE(cargo.disk.has("/b/build.ninja"));
}

TEST_F(GenerateTest, MissingToolsAreNamedBeforeCargoIsAsked) {
  cargo.disk.drop("/usr/bin/ninja");
  EXPECT_EQ(refusal({"-C", "/b"}), "cannot find `ninja`");
  cargo.disk.put("/usr/bin/samu", "");
  cargo.disk.drop("/f/bin/ferrule-launcher");
  EXPECT_EQ(refusal({"-C", "/b"}), "cannot find the `ferrule-launcher` of this ferrule");
  EXPECT_EQ(cargo.processes.requests().size(), 0u);
}

/// Fails each change of a generation in turn. The old build.ninja must stay and all its actions with it, or the new
/// one must be whole.
TEST_F(GenerateTest, AFailureAtAnyPointLeavesAnOldOrANewBuildNinja) {
  generate({"-C", "/b"});
  const FakeDisk old = cargo.disk;
  cargo.disk.put("/w/Cargo.toml", "changed");
  cargo.tests = {};
  generate({"-C", "/b"});
  const std::string new_ninja = cargo.disk.text("/b/build.ninja");
  ASSERT_NE(new_ninja, old.text("/b/build.ninja"));

  for (int n = 1;; ++n) {
    cargo.disk = old;
    cargo.disk.put("/w/Cargo.toml", "changed");
    cargo.disk.fail_change(n, ENOSPC);
    Status generated = try_to_generate({"-C", "/b"});
    if (!cargo.disk.has_failed()) break;
    EXPECT_FALSE(generated) << "the failure of change " << n << " went unnoticed";
    if (cargo.disk.text("/b/build.ninja") == new_ninja) continue;
    EXPECT_EQ(cargo.disk.text("/b/build.ninja"), old.text("/b/build.ninja"));
    EXPECT_EQ(cargo.disk.list("/b/actions"), old.list("/b/actions")) << "after change " << n;
  }
  EXPECT_EQ(cargo.disk.text("/b/build.ninja"), new_ninja);
}

}  // namespace
}  // namespace ferrule
