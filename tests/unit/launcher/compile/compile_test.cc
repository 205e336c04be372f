#include "launcher/compile/compile.h"

#include "launcher/compile/metadata_text.h"
#include "launcher/compile/pair_check.h"
#include "launcher/edge/pair_digest.h"
#include "launcher/files/archive.h"
#include "launcher/process/signals.h"
#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

/// A compiler that copies `next.rlib` to where it is told to write, says what
/// `says` holds and exits with what `exits` holds.
constexpr std::string_view kCompiler = R"(#!/bin/sh
case "$1" in
  -Zls*) echo "hash $(cat ROOT/svh-of-$(tail -c 4 "$2")) more"; exit ;;
esac
cat ROOT/says >&2
cp ROOT/next.rlib "$2/liba.rlib"
printf '%s/a.d: a.rs\n\na.rs:\n\n# env-dep:ASKED\n# env-dep:OWN=1\n' "$2" >"$2/a.d"
exit $(cat ROOT/exits)
)";

class CompileTest : public TemporaryTree {
 protected:
  void SetUp() override {
    write("rustc", replace_root(kCompiler));
    chmod("rustc", 0755);
    write("says", "");
    write("exits", "0");
    write("a.rs", "");
    write("action", "");
    compiler_makes("AAAA");
  }
  void TearDown() override { release_signals(); }

  std::string replace_root(std::string_view text) {
    std::string result(text);
    for (std::size_t at; (at = result.find("ROOT")) != std::string::npos;) result.replace(at, 4, root());
    return result;
  }

  /// From now on the crate's metadata are `contents`, and their last four bytes the SVH that the compiler tells.
  void compiler_makes(const std::string& contents) {
    const std::string end = contents.substr(contents.size() - 4);
    write("next.rlib", write_archive(kMetadataMember, contents));
    write("svh-of-" + end, end);
  }

  bool cuts_off = false, is_closed = false;
  Environment users;
  /// What the crate sees of the variable that it asks for.
  std::string asked;

  Edge edge(EdgeKind kind) {
    Edge edge{};
    edge.started = *current_time();
    edge.action_file = "action";
    edge.users = users;
    edge.kept.is_closed = is_closed;
    edge.build_directory = root();
    edge.environment = {{"PATH", "/usr/bin:/bin"}, {"OWN", "1"}};
    if (!asked.empty()) edge.environment["ASKED"] = asked;
    Action& action = edge.action;
    action.kind = kind;
    action.package = "a v1.0.0 (/x)";
    action.target = "lib";
    action.id = "a-1." + std::string(rule_name(kind));
    action.directory = root();
    action.environment = {{"OWN", "1"}};
    action.command = {root() + "/rustc", "--out-dir", TemporaryDirectory{}};
    if (kind == EdgeKind::metadata) action.command.emplace_back("-Zno-codegen");
    bool is_metadata = kind == EdgeKind::metadata;
    action.outputs = {{"liba.rlib", is_metadata ? "meta/liba.rlib" : "rlib/liba.rlib"}};
    if (kind == EdgeKind::fused_library)
      action.outputs.push_back({"liba.rlib", "meta/liba.rlib", /*is_archived=*/true});
    else action.counterpart = is_metadata ? "rlib/liba.rlib" : "meta/liba.rlib";
    action.cut_off = cuts_off;
    action.dep_info = "a.d";
    action.depfile = action.id + ".d";
    return edge;
  }

  /// Compiles; gives the exit status and what was printed, or the error.
  std::string run(EdgeKind kind) {
    Edge it = edge(kind);
    testing::internal::CaptureStderr();
    Result<int> code = compile(it);
    std::string text = testing::internal::GetCapturedStderr();
    EXPECT_NE(access(("ferrule/tmp/" + it.action.id).c_str(), F_OK), 0);
    return code ? std::to_string(*code) + text : text + describe(code.error());
  }
};

TEST_F(CompileTest, PublishesOutputsDepfileAndVariables) {
  EXPECT_EQ(run(EdgeKind::codegen), "0");
  EXPECT_EQ(read("rlib/liba.rlib"), read("next.rlib"));
  EXPECT_EQ(read("a-1.rust_codegen.d"), "rlib/liba.rlib: a.rs\n");
  EXPECT_EQ(read("ferrule/variables/a-1.rust_codegen"), "unset ASKED\n");
}

TEST_F(CompileTest, TheDepfileLeavesOutSourcesThatStayAsTheyAre) {
  Edge it = edge(EdgeKind::codegen);
  it.action.fixed_sources = root();
  ASSERT_TRUE(compile(it));
  EXPECT_EQ(read("a-1.rust_codegen.d"), "rlib/liba.rlib:\n");
  it.action.fixed_sources = root() + "/other";
  ASSERT_TRUE(compile(it));
  EXPECT_EQ(read("a-1.rust_codegen.d"), "rlib/liba.rlib: a.rs\n");
}

TEST_F(CompileTest, BothEdgesOfACrateAgree) {
  EXPECT_EQ(run(EdgeKind::metadata), "0");
  EXPECT_EQ(run(EdgeKind::codegen), "0");
  EXPECT_EQ(read("ferrule/inputs/a-1.rust_codegen"), read("ferrule/inputs/a-1.rust_metadata"));
}

TEST_F(CompileTest, RefusesACrateThatIsNotTheSameTwice) {
  EXPECT_EQ(run(EdgeKind::metadata), "0");
  compiler_makes("BBBB");
  std::string text = run(EdgeKind::codegen);
  EXPECT_NE(text.find("error: `a v1.0.0 (/x)` was compiled twice"), std::string::npos) << text;
  EXPECT_NE(text.find("`ferrule verify --fix a`"), std::string::npos) << text;
  EXPECT_NE(access("rlib/liba.rlib", F_OK), 0);
  EXPECT_EQ(access("meta/liba.rlib", F_OK), 0);
}

TEST_F(CompileTest, ItDoesNotMatterWhichEdgeIsLater) {
  EXPECT_EQ(run(EdgeKind::codegen), "0");
  compiler_makes("BBBB");
  EXPECT_NE(run(EdgeKind::metadata).find("was compiled twice"), std::string::npos);
  EXPECT_NE(access("meta/liba.rlib", F_OK), 0);
}

TEST_F(CompileTest, OtherBytesWithTheSameSvhWillDo) {
  EXPECT_EQ(run(EdgeKind::metadata), "0");
  compiler_makes("BBBB");
  write("svh-of-BBBB", "AAAA");
  EXPECT_EQ(run(EdgeKind::codegen), "0");
}

TEST_F(CompileTest, ComparesOnlyWhatWasMadeOfTheSameInputs) {
  EXPECT_EQ(run(EdgeKind::metadata), "0");
  write("a.rs", "edited");
  compiler_makes("BBBB");
  EXPECT_EQ(run(EdgeKind::codegen), "0");
  EXPECT_EQ(run(EdgeKind::metadata), "0");
}

TEST_F(CompileTest, AVariableThatTheCrateAsksForIsAnInput) {
  EXPECT_EQ(run(EdgeKind::codegen), "0");
  asked = "tea";
  compiler_makes("BBBB");
  EXPECT_EQ(run(EdgeKind::metadata), "0");
  asked = "milk";
  compiler_makes("CCCC");
  EXPECT_EQ(run(EdgeKind::codegen), "0");
  EXPECT_FALSE(read_the_same("a-1"));
  EXPECT_EQ(run(EdgeKind::metadata), "0");
  EXPECT_TRUE(read_the_same("a-1"));
}

/// The compiler saves a source after it has read it.
TEST_F(CompileTest, WhatWasSavedMeanwhileLooksNewer) {
  cuts_off = true;
  EXPECT_EQ(run(EdgeKind::metadata), "0");
  make_old("meta/liba.rlib");
  write("rustc", "#!/bin/sh\necho edited >" + root() + "/a.rs\n" + replace_root(kCompiler).substr(10));
  chmod("rustc", 0755);
  EXPECT_EQ(run(EdgeKind::metadata), "0");
  // Although it is the same.
  EXPECT_NE(mtime("meta/liba.rlib"), 1'000'000'000'000'000'123);
  EXPECT_LT(mtime("meta/liba.rlib"), mtime("a.rs"));
  EXPECT_LT(mtime("a-1.rust_metadata.d"), mtime("a.rs"));
  compiler_makes("BBBB");
  EXPECT_EQ(run(EdgeKind::codegen), "0");
  EXPECT_FALSE(read_the_same("a-1"));
}

TEST_F(CompileTest, AFusedLibraryLeavesWhatDependentsCompileAgainst) {
  EXPECT_EQ(run(EdgeKind::fused_library), "0");
  EXPECT_EQ(read("meta/liba.rlib"), write_archive(kMetadataMember, "AAAA"));
  make_old("meta/liba.rlib");
  std::int64_t time = mtime("meta/liba.rlib");
  EXPECT_EQ(run(EdgeKind::fused_library), "0");
  EXPECT_EQ(mtime("meta/liba.rlib"), time);
}

TEST_F(CompileTest, AFusedLibraryIsNoCounterpart) {
  EXPECT_EQ(run(EdgeKind::metadata), "0");
  EXPECT_EQ(run(EdgeKind::codegen), "0");
  compiler_makes("BBBB");  // without RUSTC_BOOTSTRAP it has another SVH
  EXPECT_EQ(run(EdgeKind::fused_library), "0");
  compiler_makes("AAAA");
  EXPECT_EQ(run(EdgeKind::codegen), "0");
  EXPECT_EQ(run(EdgeKind::metadata), "0");
}

TEST_F(CompileTest, WithTheSameSvhOutputsStay) {
  cuts_off = true;
  EXPECT_EQ(run(EdgeKind::fused_library), "0");
  compiler_makes("BBBB");
  write("svh-of-BBBB", "AAAA");
  EXPECT_EQ(run(EdgeKind::fused_library), "0");
  EXPECT_EQ(read("meta/liba.rlib"), write_archive(kMetadataMember, "AAAA"));
  EXPECT_EQ(read("rlib/liba.rlib"), write_archive(kMetadataMember, "AAAA"));
  compiler_makes("CCCC");
  EXPECT_EQ(run(EdgeKind::fused_library), "0");
  EXPECT_EQ(read("meta/liba.rlib"), write_archive(kMetadataMember, "CCCC"));
  EXPECT_EQ(read("rlib/liba.rlib"), write_archive(kMetadataMember, "CCCC"));
}

TEST_F(CompileTest, AsksForNoSvhWhereTheMetadataShowAnotherOne) {
  cuts_off = true;
  compiler_makes(metadata_with("0123456789abAAAA"));
  EXPECT_EQ(run(EdgeKind::fused_library), "0");
  const std::string other = metadata_with("0123456789abBBBB");
  compiler_makes(other);
  write("svh-of-BBBB", "AAAA");
  EXPECT_EQ(run(EdgeKind::fused_library), "0");
  EXPECT_EQ(read("rlib/liba.rlib"), write_archive(kMetadataMember, other));
}

TEST_F(CompileTest, FailureLeavesWhatWasThere) {
  EXPECT_EQ(run(EdgeKind::codegen), "0");
  compiler_makes("BBBB");
  write("exits", "101");
  write("says", "it went wrong\n");
  EXPECT_EQ(run(EdgeKind::codegen), "101it went wrong\nerror: could not compile `a` (lib) (exit status: 101)\n");
  EXPECT_EQ(read("rlib/liba.rlib"), write_archive(kMetadataMember, "AAAA"));
}

TEST_F(CompileTest, ADamagedCounterpartIsNamed) {
  EXPECT_EQ(run(EdgeKind::metadata), "0");
  write("meta/liba.rlib", read("meta/liba.rlib").substr(0, 100));
  std::string text = run(EdgeKind::codegen);
  EXPECT_NE(text.find("`meta/liba.rlib` is damaged"), std::string::npos) << text;
}

TEST_F(CompileTest, NotesWhatTheCrateAsksFor) {
  EXPECT_EQ(run(EdgeKind::metadata), "0");
  EXPECT_EQ(read("ferrule/variables/a-1.rust_metadata"), "unset ASKED\n");
  users = {{"ASKED", "x=y"}};
  EXPECT_EQ(run(EdgeKind::metadata), "0");
  EXPECT_EQ(read("ferrule/variables/a-1.rust_metadata"), "env ASKED=x=y\n");
}

TEST_F(CompileTest, NotesWhatAFailedCompilationLacks) {
  EXPECT_EQ(run(EdgeKind::metadata), "0");
  write("exits", "1");
  write("says", "error: environment variable `LACKED` not defined at compile time\n");
  run(EdgeKind::metadata);
  EXPECT_EQ(read("ferrule/variables/a-1.rust_metadata"), "unset LACKED\nunset ASKED\n")
      << "and forgets nothing of what is known";
}

TEST_F(CompileTest, SaysWhichVariableAClosedEnvironmentKeepsBack) {
  setenv("ASKED", "x", 1);
  EXPECT_EQ(run(EdgeKind::metadata), "0");
  is_closed = true;
  EXPECT_NE(run(EdgeKind::metadata).find("ferrule generate --env ASKED"), std::string::npos);
  // Once: the other edge asks for it too.
  EXPECT_EQ(run(EdgeKind::codegen), "0");
  write("exits", "1");
  write("says", "error: environment variable `ASKED` not defined at compile time\n");
  EXPECT_NE(run(EdgeKind::metadata).find("run `ferrule generate --env ASKED`"), std::string::npos);
  unsetenv("ASKED");
}

}  // namespace
}  // namespace ferrule
