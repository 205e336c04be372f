#include "launcher/recorder.h"

#include "base/fields.h"
#include "base/strings.h"
#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

class RecorderTest : public TemporaryTree {
 protected:
  void SetUp() override {
    // All that is set now was there before Cargo.
    std::string baseline;
    for (char** variable = environ; *variable != nullptr; ++variable) baseline += hex(digest(*variable)) + "\n";
    write("rec/baseline", baseline);
  }

  void TearDown() override {
    for (const char* name : {"OUT_DIR", "CARGO_BIN_NAME", "CARGO_MAKEFLAGS", "ADDED"}) unsetenv(name);
  }

  /// The last record, one field a line.
  std::string last_record() {
    Result<std::vector<std::vector<Field>>> records = parse_records(read("rec/log"), "log");
    if (!records || records->empty()) return "none";
    std::string text;
    for (const Field& field : records->back()) text += field.keyword + " " + field.value + "\n";
    return text;
  }
};

TEST_F(RecorderTest, KnowsWhatItStandsInFor) {
  EXPECT_EQ(stand_in_of("/x/bin/rustc-wrapper"), StandIn::compiler);
  EXPECT_EQ(stand_in_of("rustdoc"), StandIn::rustdoc);
  EXPECT_EQ(stand_in_of("/t/build-script-build"), StandIn::program);
}

TEST_F(RecorderTest, RecordsACompilationAndLeavesStandIns) {
  setenv("ADDED", "by\nCargo", 1);
  setenv("CARGO_MAKEFLAGS", "-j", 1);
  EXPECT_EQ(record("rec", {"rustc-wrapper", "rustc", "--crate-name", "a", "--crate-type=lib,cdylib",
                           "--emit=metadata,link", "-Cextra-filename=-1", "--out-dir", root() + "/deps"}),
            0);
  EXPECT_EQ(last_record(),
            "ran rustc\ndirectory " + root() +
                "\narg rustc\narg --crate-name\narg a\narg --crate-type=lib,cdylib\narg --emit=metadata,link\n"
                "arg -Cextra-filename=-1\narg --out-dir\narg " +
                root() + "/deps\nenv ADDED=by\nCargo\n");
  for (const char* name : {"deps/liba-1.rlib", "deps/liba-1.rmeta", "deps/liba-1.so"})
    EXPECT_EQ(read(name), root() + "/deps/a-1") << name;
}

TEST_F(RecorderTest, WhatCargoRunsIsALinkToTheLauncher) {
  for (const std::vector<std::string>& extra :
       {std::vector<std::string>{"--crate-name", "build_script_build", "--crate-type", "bin"},
        std::vector<std::string>{"--crate-name", "t", "--test"},
        std::vector<std::string>{"--crate-name", "own_main"}}) {
    std::vector<std::string> words = {"rustc-wrapper", "rustc", "--emit=link", "--out-dir", "deps"};
    words.insert(words.end(), extra.begin(), extra.end());
    EXPECT_EQ(record("rec", words), 0);
    EXPECT_EQ(record("rec", words), 0);
    EXPECT_EQ(std::filesystem::read_symlink("deps/" + extra[1]), std::filesystem::canonical("/proc/self/exe"));
  }
}

TEST_F(RecorderTest, AnOrdinaryProgramIsAFile) {
  setenv("CARGO_BIN_NAME", "app", 1);
  EXPECT_EQ(record("rec", {"rustc-wrapper", "rustc", "--crate-name", "app", "--crate-type", "bin", "--emit=link",
                           "-C", "extra-filename=-9", "--out-dir", "deps"}),
            0);
  EXPECT_EQ(read("deps/app-9"), "deps/app-9");
}

TEST_F(RecorderTest, WhatIsABuildScriptHangsOnNoName) {
  EXPECT_EQ(record("rec", {"rustc-wrapper", "rustc", "--crate-name", "gen", "--crate-type", "bin", "--emit=link",
                           "--out-dir", "script"}),
            0);
  EXPECT_TRUE(last_record().starts_with("ran rustc\nmakes build-script\n")) << last_record();
  EXPECT_TRUE(std::filesystem::is_symlink("script/gen"));
  setenv("CARGO_BIN_NAME", "build_script_build", 1);
  EXPECT_EQ(record("rec", {"rustc-wrapper", "rustc", "--crate-name", "build_script_build", "--crate-type", "bin",
                           "--emit=link", "--out-dir", "deps"}),
            0);
  EXPECT_EQ(read("deps/build_script_build"), "deps/build_script_build");
}

TEST_F(RecorderTest, ReadsArgumentFiles) {
  write("args", "--crate-name\na b\n--crate-type\nlib\n--emit=link\n--out-dir\ndeps\n");
  EXPECT_EQ(record("rec", {"rustc-wrapper", "rustc", "@args"}), 0);
  EXPECT_EQ(read("deps/liba b.rlib"), "deps/a b");
}

TEST_F(RecorderTest, ABuildScriptPrintsProbes) {
  setenv("OUT_DIR", "/o", 1);
  write("x/ferrule-build-script", "");
  testing::internal::CaptureStdout();
  EXPECT_EQ(record("rec", {"x/build-script-build"}), 0);
  EXPECT_EQ(testing::internal::GetCapturedStdout(),
            "cargo:rustc-link-search=native=/ferrule-probe/o\n"
            "cargo:rustc-link-search=native=/o/ferrule-probe\n"
            "cargo:rustc-link-lib=ferrule-probe=/o\n"
            "cargo:rustc-link-arg=ferrule-probe=all=/o\n"
            "cargo:rustc-link-arg-cdylib=ferrule-probe=cdylib=/o\n"
            "cargo:rustc-cfg=ferrule_probe=\"/o\"\n"
            "cargo:rustc-check-cfg=ferrule_probe=\"/o\"\n"
            "cargo:rustc-env=FERRULE_PROBE=/o\n"
            "cargo:ferrule_probe=/o\n");
  EXPECT_EQ(last_record(), "ran build-script\nprogram " + root() + "/x/build-script-build\ndirectory " + root() +
                               "\nenv OUT_DIR=/o\n");
}

TEST_F(RecorderTest, ATestPrintsNothing) {
  setenv("OUT_DIR", "/o", 1);
  EXPECT_EQ(record("rec", {"/t/test-1", "--list"}), 0);
  EXPECT_EQ(last_record(), "ran test\nprogram /t/test-1\ndirectory " + root() + "\narg --list\nenv OUT_DIR=/o\n");
}

TEST_F(RecorderTest, RecordsDocTests) {
  EXPECT_EQ(record("rec", {"rustdoc", "--test", "src/lib.rs"}), 0);
  EXPECT_EQ(last_record(), "ran rustdoc\ndirectory " + root() + "\narg --test\narg src/lib.rs\n");
}

TEST_F(RecorderTest, RecordsDocumentationAndLeavesAPage) {
  EXPECT_EQ(record("rec", {"rustdoc", "--crate-name", "my_app", "src/lib.rs", "-o", root() + "/doc"}), 0);
  EXPECT_EQ(last_record(), "ran documentation\ndirectory " + root() +
                               "\narg rustdoc\narg --crate-name\narg my_app\narg src/lib.rs\narg -o\narg " + root() +
                               "/doc\n");
  EXPECT_EQ(read("doc/my_app/index.html"), root() + "/doc/my_app");
}

TEST_F(RecorderTest, FailsWhereItCannotWrite) { EXPECT_EQ(record("none", {"/t/test-1"}), 1); }

}  // namespace
}  // namespace ferrule
