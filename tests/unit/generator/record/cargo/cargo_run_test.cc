#include "record/cargo/cargo_run.h"

#include <gtest/gtest.h>

#include <cerrno>

#include "support/fake_cargo.h"
#include "support/show.h"

namespace ferrule {
namespace {

class CargoRunTest : public testing::Test {
 protected:
  CargoRunTest() {
    request.cargo = "/rust/bin/cargo";
    request.subcommand = "build";
    request.arguments = {"--release", "-p", "app"};
    request.directory = "/w";
    request.environment = cargo.environment;
    request.launcher = "/f/launcher";
    request.rustdoc = "/rust/bin/rustdoc";
    request.scratch = "/b/ferrule/recording/cargo";
    request.show = [this](std::string_view line) { shown.emplace_back(line); };
  }

  CargoRun run() {
    EXPECT_TRUE(prepare_scratch(cargo.disk, request));
    Result<CargoRun> result = run_cargo(cargo.disk, cargo.processes, request);
    EXPECT_TRUE(result) << result.error().message;
    return result ? *result : CargoRun{};
  }

  /// Of Cargo's messages, those that users see.
  std::vector<std::string> seen(const std::string& messages) {
    shown.clear();
    cargo.build_messages = messages;
    EXPECT_EQ(run().failure, "");
    return shown;
  }

  const ProcessRequest& asked() const { return cargo.processes.requests().back(); }

  FakeCargo cargo;
  CargoRunRequest request;
  std::vector<std::string> shown;
};

using Lines = std::vector<std::string>;

// --- What Cargo is asked ---------------------------------------------------------------

TEST_F(CargoRunTest, AsksCargoWithTheUsersFlagsVerbatim) {
  run();
  EXPECT_EQ(show(asked().arguments),
            "/rust/bin/cargo build --release -p app --target-dir /b/ferrule/recording/cargo/target "
            "--message-format json");
  EXPECT_EQ(asked().directory, "/w");
}

TEST_F(CargoRunTest, NoConfigurationLeadsAway) {
  run();
  EXPECT_EQ(find_variable(asked().environment, "CARGO_BUILD_BUILD_DIR"), "/b/ferrule/recording/cargo/target");
  EXPECT_EQ(find_variable(asked().environment, "CARGO_BUILD_ARTIFACT_DIR"), std::nullopt);
  request.arguments = {"--config", "build.build-dir='bd'"};
  request.copies_artifacts = true;
  run();
  EXPECT_EQ(find_variable(asked().environment, "CARGO_BUILD_ARTIFACT_DIR"), "/b/ferrule/recording/cargo/artifacts");
  EXPECT_EQ(show(asked().arguments),
            "/rust/bin/cargo build --config build.build-dir='bd' --target-dir /b/ferrule/recording/cargo/target "
            "--config build.build-dir=\"/b/ferrule/recording/cargo/target\" "
            "--config build.artifact-dir=\"/b/ferrule/recording/cargo/artifacts\" --message-format json");
}

TEST_F(CargoRunTest, MessagesNameTheBuildDirectory) {
  request.build_directory = "/b";
  EXPECT_EQ(seen("warning: output filename collision at /b/ferrule/recording/cargo/target/debug/examples/app\n"
                 "warning: see /b/ferrule/recording/cargo/target/debug\n"),
            (Lines{"warning: output filename collision at /b/bin/examples/app (one of them goes into a directory "
                   "there, named after its package)",
                   "warning: see /b/debug"}));
}

TEST_F(CargoRunTest, PutsTheLauncherInRustcsPlace) {
  run();
  const Environment& environment = asked().environment;
  EXPECT_EQ(find_variable(environment, "RUSTC_WRAPPER"), "/b/ferrule/recording/cargo/bin/rustc-wrapper");
  EXPECT_EQ(find_variable(environment, "FERRULE_RECORD"), "/b/ferrule/recording/cargo");
  EXPECT_EQ(find_variable(environment, "PATH"), "/rust/bin:/usr/bin");
  cargo.disk.put("/f/launcher", "launcher");
  EXPECT_EQ(cargo.disk.text("/b/ferrule/recording/cargo/bin/rustc-wrapper"), "launcher");
}

TEST_F(CargoRunTest, OnlyTestsHaveTheLauncherInRustdocsPlace) {
  run();
  EXPECT_EQ(find_variable(asked().environment, "RUSTDOC"), std::nullopt);
  request.subcommand = "test";
  run();
  EXPECT_EQ(find_variable(asked().environment, "RUSTDOC"), "/b/ferrule/recording/cargo/bin/rustdoc");
  EXPECT_EQ(find_variable(asked().environment, "FERRULE_RUSTDOC"), "/rust/bin/rustdoc");
}

TEST_F(CargoRunTest, DocumentationHasItToo) {
  cargo.documentation_messages =
      "   Documenting app v1.0.0 (/w/app)\n"
      "\x1b[1m\x1b[92m   Generated\x1b[0m /t/doc/app/index.html\n"
      "   Generated /t/doc/util/index.html\n";
  request.subcommand = "doc";
  const CargoRun done = run();
  EXPECT_EQ(find_variable(asked().environment, "RUSTDOC"), "/b/ferrule/recording/cargo/bin/rustdoc");
  EXPECT_EQ(show(done.recorded.pages), "/t/doc/app/index.html /t/doc/util/index.html");
  EXPECT_NE(done.log.find("page /t/doc/app/index.html\n\npage /t/doc/util/index.html\n"), std::string::npos);
  EXPECT_TRUE(shown.empty()) << "it has documented nothing";
}

TEST_F(CargoRunTest, TheBaselineHoldsNoValue) {
  request.environment.push_back("CARGO_REGISTRY_TOKEN=canary");
  run();
  const std::string baseline = cargo.disk.text("/b/ferrule/recording/cargo/baseline");
  EXPECT_NE(baseline, "<no file>");
  EXPECT_EQ(baseline.find("canary"), std::string::npos);
}

// --- What it answers -----------------------------------------------------------------------

TEST_F(CargoRunTest, TheLogHoldsCommandsAndArtifacts) {
  Result<RecordedRun> recorded = parse_log(run().log, "log");
  ASSERT_TRUE(recorded) << recorded.error().message;
  EXPECT_EQ(recorded->commands.size(), 2u);
  ASSERT_EQ(recorded->artifacts.size(), 2u);
  const RecordedArtifact& app = recorded->artifacts[1];
  EXPECT_EQ(app.package_id, "path+file:///w/app@1.0.0");
  EXPECT_EQ(app.manifest_path, "/w/app/Cargo.toml");
  EXPECT_EQ(app.target_kind, "bin");
  ASSERT_EQ(app.files.size(), 1u);
  EXPECT_EQ(app.files[0].path, "/b/ferrule/recording/cargo/target/debug/app");
  EXPECT_EQ(app.files[0].unit, "/b/ferrule/recording/cargo/target/debug/deps/app-2") << "as its stand-in says";
}

TEST_F(CargoRunTest, FilesThatAreNoStandInsNameThemselves) {
  cargo.processes.answer("/cargo build", [&](const ProcessRequest&) {
    cargo.disk.put("/t/test-1", std::string(20'000, '/'));  // a link to the launcher
    cargo.disk.put("/t/other", "text");
    return ProcessResult{0,
                         R"({"reason":"compiler-artifact","package_id":"p","manifest_path":"/m","target":)"
                         R"({"name":"t","kind":["test"]},"filenames":["/t/test-1","/t/other","/t/missing"]})"
                         "\n",
                         ""};
  });
  EXPECT_EQ(run().log,
            "artifact p\nmanifest-path /m\ntarget-kind test\ntarget-name t\nfile /t/test-1\nunit /t/test-1\n"
            "file /t/other\nunit /t/other\n\n");
}

TEST_F(CargoRunTest, OtherLinesOfCargosOutputAreNoArtifacts) {
  cargo.processes.answer("/cargo build",
                         ProcessResult{0, "not json\n[]\n{\"reason\":\"build-finished\",\"success\":true}\n", ""});
  EXPECT_EQ(run().log, "");
}

TEST_F(CargoRunTest, AnOldLogIsNotTakenForANewOne) {
  ASSERT_TRUE(prepare_scratch(cargo.disk, request));
  cargo.disk.put("/b/ferrule/recording/cargo/log", "ran rustc\n\n");
  cargo.processes.answer("/cargo build", ProcessResult{0, "", ""});
  Result<CargoRun> again = run_cargo(cargo.disk, cargo.processes, request);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->log, "");
}

TEST_F(CargoRunTest, AFailureHasCargosOwnWords) {
  cargo.build_messages =
      "error: failed to parse manifest at `/w/Cargo.toml`\n\nCaused by:\n  no targets specified in the manifest\n";
  EXPECT_EQ(run().failure,
            "failed to parse manifest at `/w/Cargo.toml`\nCaused by:\n  no targets specified in the manifest");
  EXPECT_EQ(shown, Lines{}) << "it is shown once, as the error";
}

TEST_F(CargoRunTest, AFailureInColourIsAFailure) {
  cargo.processes.answer("/cargo build", ProcessResult{101, "", "\x1b[1m\x1b[31merror\x1b[0m: no such command\n"});
  EXPECT_EQ(run().failure, "no such command");
}

TEST_F(CargoRunTest, AFailureWithoutAWordIsToldToo) {
  cargo.processes.answer("/cargo build", ProcessResult{139, "", ""});
  EXPECT_EQ(run().failure, "`cargo build` failed");
}

TEST_F(CargoRunTest, WhatIsNotCargosFailureIsAnError) {
  ASSERT_TRUE(prepare_scratch(cargo.disk, request));
  cargo.disk.fail("/b/ferrule/recording/cargo/baseline", ENOSPC);
  EXPECT_FALSE(run_cargo(cargo.disk, cargo.processes, request));
  cargo.disk.fail("/b/ferrule/recording/cargo/baseline", 0);
  cargo.processes.refuse("/cargo build", Error{"cannot start `/rust/bin/cargo`: Exec format error"});
  EXPECT_FALSE(run_cargo(cargo.disk, cargo.processes, request));
}

// --- Which of Cargo's messages users see -----------------------------------------------------

TEST_F(CargoRunTest, WhatIsNotTrueIsNotShown) {
  EXPECT_EQ(seen("   Compiling app v1.0.0 (/w/app)\n    Checking x v1.0.0\n       Fresh y v1.0.0\n"
                 "    Finished `dev` profile [unoptimized] target(s) in 0.10s\n     Running `rustc`\n"
                 "   Doc-tests app\n       Dirty z v1.0.0: it changed\n  Executable unittests src/lib.rs\n"),
            Lines{});
}

TEST_F(CargoRunTest, ItsLastLineSaysWhatWasBuilt) {
  EXPECT_EQ(run().profile, "");
  cargo.build_messages =
      "   Compiling app v1.0.0\n    Finished `dev` profile [unoptimized + debuginfo] target(s) in 0.10s\n";
  EXPECT_EQ(run().profile, "`dev` profile [unoptimized + debuginfo]");
  cargo.build_messages = "    Finished release [optimized] target(s) in 0.10s\n";
  EXPECT_EQ(run().profile, "release [optimized]");
  cargo.build_messages =
      "\x1b[1m\x1b[32m    Finished\x1b[0m \x1b]8;;https://x\x1b\\`dev` profile [optimized]\x1b]8;;\x1b\\ "
      "target(s) in 1m 05s\n";
  EXPECT_EQ(run().profile, "`dev` profile [optimized]");
}

TEST_F(CargoRunTest, ProgressAndWarningsAreShown) {
  const Lines lines = {"    Updating crates.io index", "  Downloaded serde v1.0.0",
                       "warning: unused manifest key: package.nonsense"};
  EXPECT_EQ(seen(lines[0] + "\n" + lines[1] + "\n   Compiling app v1.0.0\n" + lines[2] + "\n"), lines);
}

TEST_F(CargoRunTest, ColoursDoNotHideWhatIsNotTrue) {
  EXPECT_EQ(seen("\x1b[1m\x1b[32m   Compiling\x1b[0m app v1.0.0\n\x1b[1m\x1b[33mwarning\x1b[0m: x\n"),
            Lines{"\x1b[1m\x1b[33mwarning\x1b[0m: x"});
}

TEST_F(CargoRunTest, WarningsAboutStandInsAreNotShown) {
  EXPECT_EQ(
      seen("warning: zlib v1.0.0: cargo:rustc-link-arg-cdylib was specified in the build script of zlib v1.0.0, "
           "but that package does not contain a cdylib target\n"
           "\n"
           "Allowing this was an unintended change in the 1.50 release, and may become an error in the future. "
           "For more information, see <https://github.com/rust-lang/cargo/issues/9562>.\n"
           "warning: cargo:rustc-check-cfg requires -Zcheck-cfg flag\n"
           "warning: a true one\n"),
      Lines{"warning: a true one"});
}

}  // namespace
}  // namespace ferrule
