#include "launcher/script/script_run.h"

#include "launcher/process/signals.h"
#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

class ScriptRunTest : public TemporaryTree {
 protected:
  void SetUp() override { write("pkg/Cargo.toml", ""); }
  void TearDown() override { release_signals(); }

  /// Runs the shell script `text` as a build script; gives the exit status and
  /// what was printed, or the error.
  std::string run(const std::string& text, bool is_path_package = true) {
    write("script", text);
    Edge edge{};
    edge.started = *current_time();
    edge.build_directory = root();
    edge.environment = {{"PATH", "/usr/bin:/bin"}, {"OUT_DIR", root() + "/debug/build/a-1/out"}};
    Action& action = edge.action;
    action.kind = EdgeKind::build_script_run;
    action.package = "a v1.0.0 (/x)";
    action.id = "a-1.build_script_run";
    action.directory = root() + "/pkg";
    action.command = {"/bin/sh", root() + "/script"};
    action.outputs = {{"output", "debug/build/a-1/build-script.output"}};
    action.out_dir = root() + "/debug/build/a-1/out";
    action.depfile = "a.d";
    action.is_path_package = is_path_package;
    action.linked_sources = linked_sources;
    testing::internal::CaptureStderr();
    Result<int> code = run_script(edge);
    std::string printed = testing::internal::GetCapturedStderr();
    return code ? std::to_string(*code) + printed : printed + describe(code.error());
  }

  std::optional<LinkedSources> linked_sources;

  ScriptOutput output() {
    Result<ScriptOutput> parsed = parse_script_output(read("debug/build/a-1/build-script.output"), "output", root());
    EXPECT_TRUE(parsed);
    return parsed ? *parsed : ScriptOutput();
  }
};

TEST_F(ScriptRunTest, WritesDownWhatTheScriptSaid) {
  EXPECT_EQ(run("echo cargo:rustc-cfg=x; echo cargo:rerun-if-changed=y; echo noise >&2; pwd >$OUT_DIR/f"), "0");
  EXPECT_EQ(output().cfgs, std::vector<std::string>{"x"});
  EXPECT_EQ(read("a.d"), "debug/build/a-1/build-script.output: pkg/y\n");
  EXPECT_EQ(read("debug/build/a-1/out/f"), root() + "/pkg\n");
}

TEST_F(ScriptRunTest, WhatDependentsElsewhereAreToldNamesNoCheckout) {
  linked_sources = {"sources/pkg", "/ws/pkg"};
  EXPECT_EQ(run("echo cargo:include=/ws/pkg/inc; echo cargo:rustc-env=OUT=$OUT_DIR; echo cargo:rerun-if-changed=y;"
                "echo $CFLAGS >$OUT_DIR/f; echo $CXXFLAGS >$OUT_DIR/g"),
            "0");
  const std::string text = read("debug/build/a-1/build-script.output");
  EXPECT_NE(text.find("\nmetadata include=\\B/sources/pkg/inc\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\nenv OUT=\\B/debug/build/a-1/out\n"), std::string::npos) << text;
  EXPECT_NE(text.find("\nout-dir-file f\nout-dir-file g\n"), std::string::npos) << text;
  const std::string flags = "-ffile-prefix-map=/ws/pkg=pkg -ffile-prefix-map=" + root() + "=.\n";
  EXPECT_EQ(read("debug/build/a-1/out/f"), flags);
  EXPECT_EQ(read("debug/build/a-1/out/g"), flags);
}

TEST_F(ScriptRunTest, OtherwiseItSeesTheUsersFlagsAlone) {
  EXPECT_EQ(run("echo cargo:rerun-if-changed=y; echo ${CFLAGS-none} >$OUT_DIR/f"), "0");
  EXPECT_EQ(read("debug/build/a-1/out/f"), "none\n");
}

TEST_F(ScriptRunTest, ASecondRunThatSaysTheSameChangesNothing) {
  const std::string script = "echo cargo:rustc-cfg=x; echo 1 >$OUT_DIR/f";
  EXPECT_EQ(run(script), "0");
  make_old("debug/build/a-1/build-script.output");
  std::int64_t time = mtime("debug/build/a-1/build-script.output"), file_time = mtime("debug/build/a-1/out/f");
  EXPECT_EQ(run(script), "0");
  EXPECT_EQ(mtime("debug/build/a-1/build-script.output"), time);
  EXPECT_EQ(mtime("debug/build/a-1/out/f"), file_time);
  EXPECT_EQ(run("echo cargo:rustc-cfg=x; echo 2 >$OUT_DIR/f"), "0");
  EXPECT_NE(mtime("debug/build/a-1/build-script.output"), time);
}

TEST_F(ScriptRunTest, ASecondRunForAChangeIsSeen) {
  const std::string script = "echo cargo:rerun-if-changed=y";
  write("pkg/y", "1");
  EXPECT_EQ(run(script), "0");
  make_old("debug/build/a-1/build-script.output");
  std::int64_t time = mtime("debug/build/a-1/build-script.output");
  EXPECT_EQ(run(script), "0");
  EXPECT_EQ(mtime("debug/build/a-1/build-script.output"), time);
  write("pkg/y", "2");
  EXPECT_EQ(run(script), "0");
  EXPECT_NE(mtime("debug/build/a-1/build-script.output"), time);
}

TEST_F(ScriptRunTest, WhatWasSavedMeanwhileLooksNewer) {
  EXPECT_EQ(run("echo cargo:rerun-if-changed=y; date +%N >y"), "0");
  EXPECT_LT(mtime("debug/build/a-1/build-script.output"), mtime("pkg/y"));
  EXPECT_EQ(run("echo cargo:rerun-if-changed=y; date +%N >y"), "0");
  EXPECT_LT(mtime("debug/build/a-1/build-script.output"), mtime("pkg/y"));
}

/// Its own writing must not make it run for ever.
TEST_F(ScriptRunTest, WhatItWritesItselfLooksOlderTheSecondTime) {
  for (const char* directive : {"echo cargo:rerun-if-changed=y", ":"}) {
    const std::string script = std::string(directive) + "; echo 1 >y";
    EXPECT_EQ(run(script), "0");
    EXPECT_EQ(run(script), "0");
    EXPECT_GE(mtime("debug/build/a-1/build-script.output"), mtime("pkg/y"));
  }
}

TEST_F(ScriptRunTest, OutDirIsNeverCleaned) {
  EXPECT_EQ(run("echo 1 >$OUT_DIR/f"), "0");
  EXPECT_EQ(run("cat $OUT_DIR/f >$OUT_DIR/g"), "0");
  EXPECT_EQ(read("debug/build/a-1/out/g"), "1\n");
}

TEST_F(ScriptRunTest, WarningsOfPathPackagesAreShown) {
  EXPECT_EQ(run("echo cargo:warning=w"), "0warning: a@1.0.0: w\n");
  EXPECT_EQ(run("echo cargo:warning=w", false), "0");
}

TEST_F(ScriptRunTest, AFailureIsToldAsCargoTellsIt) {
  EXPECT_EQ(run("printf 'cargo:warning=w\\n\\nlast\\n'; echo oops >&2; exit 3", false),
            "3warning: a@1.0.0: w\n"
            "error: failed to run custom build command for `a v1.0.0 (/x)`\n\n"
            "Caused by:\n"
            "  process didn't exit successfully: `/bin/sh " +
                root() +
                "/script` (exit status: 3)\n"
                "  --- stdout\n  cargo:warning=w\n\n  last\n\n  --- stderr\n  oops\n");
  EXPECT_NE(access("debug/build/a-1/build-script.output", F_OK), 0);
}

TEST_F(ScriptRunTest, AnErrorDirectiveFailsTheRun) {
  EXPECT_EQ(run("echo cargo::error=e"), "error: a@1.0.0: e\nerror: build script logged errors\n");
}

TEST_F(ScriptRunTest, AWrongDirectiveFailsTheRun) {
  EXPECT_EQ(run("echo cargo::nope=e").substr(0, 79),
            "error: invalid output in build script of `a v1.0.0 (/x)`: `cargo::nope=e`\nUnkno");
  EXPECT_NE(access("debug/build/a-1/build-script.output", F_OK), 0);
}

TEST_F(ScriptRunTest, VariablesItAsksForAreWrittenDown) {
  EXPECT_EQ(run("echo cargo:rerun-if-env-changed=NEVER_SET; echo cargo:rerun-if-env-changed=A"), "0");
  EXPECT_EQ(read("ferrule/variables/a-1.build_script_run"), "unset A\nunset NEVER_SET\n");
  EXPECT_EQ(read("a.d"), "debug/build/a-1/build-script.output:\n");
  EXPECT_EQ(run("true"), "0");
  EXPECT_NE(access("ferrule/variables/a-1.build_script_run", F_OK), 0);
}

}  // namespace
}  // namespace ferrule
