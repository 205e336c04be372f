#include "command/verify/verify.h"

#include "formats/verification.h"
#include "generator/command/command_test.h"

namespace ferrule {
namespace {

using Outcome = Verification::Outcome;

class VerifyTest : public CommandTest {
 protected:
  /// A library of a build directory that was made by somebody else than `ferrule generate`, and what the launcher
  /// finds out about it.
  void library(const std::string& name, const Verification& found, bool is_built = true) {
    edge(name, EdgeKind::metadata, "meta/lib" + name + "_meta.rlib", found, is_built);
  }

  void script(const std::string& name, const Verification& found) {
    edge(name, EdgeKind::build_script_run, "debug/build/" + name + "/output", found, true);
  }

  /// What `ferrule verify -C /b` prints, and then its error.
  std::string verify(std::vector<std::string> words = {}) {
    words.insert(words.begin(), {"verify", "-C", "/b"});
    ParsedCommandLine parsed = parse(words);
    if (!parsed.run) return parsed.text;
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    Status status = parsed.run({cargo.disk, cargo.processes, cargo.environment, directory, "/f/bin/ferrule"});
    std::string text = testing::internal::GetCapturedStdout() + testing::internal::GetCapturedStderr();
    return status ? text : text + describe(status.error());
  }

  void edge(const std::string& name, EdgeKind kind, const std::string& output, const Verification& found,
            bool is_built) {
    Action action{};
    action.kind = kind;
    action.id = name + "-1." + std::string(rule_name(kind));
    action.package = name + " v1.0.0";
    action.directory = "/w";
    action.command = {"rustc"};
    action.outputs = {{"made", output}};
    cargo.disk.put("/b/actions/" + action.id, write_action(action, "/b"));
    if (is_built) cargo.disk.put("/b/" + output, "");
    for (const char* how : {"verify ", "verify --cache "})
      cargo.processes.answer(how + ("actions/" + action.id), ProcessResult{0, write_verification(found), ""});
  }

  static Verification differing(const std::string& one, const std::string& other) {
    return {Outcome::differs, "", {"the derive macro `Order`"}, {"macros", "more"}, one, other};
  }
};

TEST_F(VerifyTest, IsContentWithWhatIsTheSame) {
  library("a", {});
  library("b", {});
  EXPECT_EQ(verify(), "Verified 2 crates: compiled twice, each is the same\n");
  EXPECT_EQ(verify({"b"}), "Verified 1 crate: compiled twice, it is the same\n");
}

TEST_F(VerifyTest, ForACacheLooksAtPathsAndBuildScripts) {
  library("a", {});
  Verification holds;
  holds.paths = {"/b/debug/build/held-1/out"};
  library("held", holds);
  Verification unsteady{Outcome::differs, "", {}, {}, "", ""};
  unsteady.paths = {"flags: $OUT_DIR/lib"};
  unsteady.unsteady = {"stamp", "its output: cargo::rustc-env=T=1 / cargo::rustc-env=T=2"};
  script("timed", unsteady);
  script("steady", {});
  EXPECT_EQ(
      verify({"--cache"}),
      "`held v1.0.0` differs between checkouts\n"
      "  paths in the library:\n"
      "    /b/debug/build/held-1/out\n"
      "\n"
      "`timed v1.0.0`: its build script differs between checkouts\n"
      "  paths in what it writes to OUT_DIR:\n"
      "    flags: $OUT_DIR/lib\n"
      "  different in each run:\n"
      "    stamp\n"
      "    its output: cargo::rustc-env=T=1 / cargo::rustc-env=T=2\n"
      "\n"
      "error: of 2 crates and 2 build scripts, 1 crate and 1 build script can't be shared with another checkout "
      "as they are\n"
      "  --> /b\n"
      "help: a cache can share them only among checkouts at one path, or not at all\n");
  EXPECT_EQ(verify({"--cache", "a"}), "Verified 1 crate and 0 build scripts: another checkout can share them all\n");
}

TEST_F(VerifyTest, ForACacheThereIsNothingToFix) {
  EXPECT_NE(verify({"--cache", "--fix"}).find("leave out one of --cache and --fix"), std::string::npos);
}

TEST_F(VerifyTest, ShowsWhatDiffers) {
  library("a", {});
  library("b", differing("[1, 2]", "[2, 1]"));
  EXPECT_EQ(verify(),
            "`b v1.0.0` compiles to something different each time\n"
            "  by the derive macro `Order`\n"
            "  procedural macros that it uses: `macros`, `more`\n"
            "  first difference in its expanded source:\n"
            "    - [1, 2]\n"
            "    + [2, 1]\n"
            "\n"
            "error: 1 of 2 crates doesn't compile to the same thing twice\n"
            "  --> /b\n"
            "help: run `ferrule verify --fix`: they are then compiled only once, for both outputs\n");
}

TEST_F(VerifyTest, ShowsOfALongLineThePartThatDiffers) {
  const std::string before(500, 'a'), after(500, 'z');
  library("b", differing(before + "1" + after, before + "2" + after));
  const std::string text = verify();
  EXPECT_NE(text.find("    - …" + before.substr(0, 60) + "1" + after.substr(0, 99) + "…\n"), std::string::npos)
      << text;
}

TEST_F(VerifyTest, LooksOnlyAtWhatIsBuilt) {
  library("a", {}, false);
  EXPECT_TRUE(verify().starts_with("error: nothing has been built yet that can be verified\n"));
  library("b", {});
  EXPECT_EQ(verify(), "Verified 1 crate: compiled twice, it is the same\n");
}

TEST_F(VerifyTest, SaysWhatCannotBeCompiled) {
  library("a", {Outcome::failed, "error: no such thing\n", {}, {}, "", ""});
  EXPECT_TRUE(verify().starts_with("`a v1.0.0`: error: no such thing\nerror: 1 package could not be compiled\n"));
  cargo.processes.answer("verify actions/a", ProcessResult{1, "", "error: cannot open `x`\n"});
  EXPECT_TRUE(verify().starts_with("`a v1.0.0`: error: cannot open `x`\nerror: 1 package could not be compiled\n"));
}

TEST_F(VerifyTest, CannotFixWhatHasNoWorkspace) {
  library("b", differing("1", "2"));
  EXPECT_NE(verify({"--fix"}).find("NO_PIPELINING b"), std::string::npos);
}

}  // namespace
}  // namespace ferrule
