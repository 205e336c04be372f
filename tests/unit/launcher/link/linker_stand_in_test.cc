#include "launcher/link/linker_stand_in.h"

#include "launcher/link/unlinked.h"
#include "launcher/temporary_tree.h"
#include "rust/artifact_name.h"

namespace ferrule {
namespace {

using Words = std::vector<std::string>;

class LinkerStandInTest : public TemporaryTree {
 protected:
  void SetUp() override { write("out/ferrule-linker/cc", ""); }

  /// What the linker's stand-in keeps of these arguments.
  Unlinked keep(Words words) {
    words.insert(words.begin(), root() + "/out/ferrule-linker/cc");
    EXPECT_EQ(stand_in_for_linker(words), 0);
    Result<Unlinked> kept = unpack_unlinked("out/" + std::string(kUnlinkedFile), root() + "/kept");
    EXPECT_TRUE(kept);
    return kept ? *kept : Unlinked{};
  }
};

TEST_F(LinkerStandInTest, KnowsTheLinkerThatRustcWasAskedFor) {
  EXPECT_EQ(linker_of({"rustc", "a.rs"}), "cc");
  EXPECT_EQ(linker_of({"rustc", "-C", "linker=clang"}), "clang");
  EXPECT_EQ(linker_of({"rustc", "-Clinker=clang", "-C", "opt-level=3"}), "clang");
  EXPECT_EQ(linker_of({"rustc", "--codegen", "linker=a", "--codegen=linker=b"}), "b");
  EXPECT_EQ(linker_of({"rustc", "-C", "linker-flavor=gcc"}), "cc");
}

TEST_F(LinkerStandInTest, HasTheNameOfTheLinkerInWhosePlaceItIs) {
  Words words = {"rustc", "-Clinker=/opt/bin/my-ld.lld"};
  ASSERT_TRUE(set_linker_stand_in(words, root() + "/out"));
  EXPECT_EQ(words.back(), "-Clinker=" + root() + "/out/ferrule-linker/my-ld.lld");
  EXPECT_TRUE(is_linker_stand_in(root() + "/out/ferrule-linker/my-ld.lld"));
  EXPECT_FALSE(is_linker_stand_in("/usr/bin/cc"));
  EXPECT_FALSE(is_linker_stand_in("ferrule-launcher"));
}

TEST_F(LinkerStandInTest, KeepsRustcsFilesAndLeavesTheOthers) {
  write("out/a.rcgu.o", "object");
  write("out/rustcQ/list", "symbols");
  write("libs/libm.a", "library");
  Unlinked kept = keep({"-m64", root() + "/out/a.rcgu.o", root() + "/libs/libm.a",
                        "-Wl,--version-script=" + root() + "/out/rustcQ/list,--x", "-L",
                        root() + "/out/rustcQ/raw-dylibs", "-o", root() + "/out/app"});
  EXPECT_EQ(kept.obstacle, "");
  EXPECT_EQ(kept.words, (Words{"-m64", root() + "/kept/0.o", root() + "/libs/libm.a",
                               "-Wl,--version-script=" + root() + "/kept/1,--x", "-L", root() + "/kept/empty", "-o",
                               root() + "/kept/app"}));
  EXPECT_EQ(read("kept/0.o") + " " + read("kept/1"), "object symbols");
}

TEST_F(LinkerStandInTest, FetchesWhatOlderCompilersKeepElsewhere) {
  write("temporary/rustcAb12Cd/symbols.o", "symbols");
  const char* before = std::getenv("TMPDIR");
  const std::string old = before == nullptr ? "" : before;
  setenv("TMPDIR", (root() + "/temporary").c_str(), 1);
  Unlinked kept = keep({root() + "/temporary/rustcAb12Cd/symbols.o"});
  if (before == nullptr) unsetenv("TMPDIR");
  else setenv("TMPDIR", old.c_str(), 1);
  EXPECT_EQ(kept.words, (Words{root() + "/kept/0.o"}));
  EXPECT_EQ(read("kept/0.o"), "symbols");
}

TEST_F(LinkerStandInTest, TheSameCallIsTheSameArchiveWhateverRustcCallsItsFiles) {
  write("out/a.x1.rcgu.o", "object");
  write("out/rustcAAAAAA/symbols.o", "symbols");
  keep({root() + "/out/rustcAAAAAA/symbols.o", root() + "/out/a.x1.rcgu.o"});
  const std::string first = read("out/" + std::string(kUnlinkedFile));
  write("out/a.y2.rcgu.o", "object");
  write("out/rustcBBBBBB/symbols.o", "symbols");
  keep({root() + "/out/rustcBBBBBB/symbols.o", root() + "/out/a.y2.rcgu.o"});
  EXPECT_EQ(read("out/" + std::string(kUnlinkedFile)), first);
}

TEST_F(LinkerStandInTest, SaysWhatItCannotKeep) {
  EXPECT_EQ(keep({"@" + root() + "/out/rustcQ/linker-arguments"}).obstacle,
            "the arguments are in a file, `@" + root() + "/out/rustcQ/linker-arguments`");
  write("out/rustcQ/raw-dylibs/libx.so", "");
  EXPECT_EQ(keep({"-L", root() + "/out/rustcQ/raw-dylibs"}).obstacle,
            "rustc has made files in `" + root() + "/out/rustcQ/raw-dylibs`");
}

}  // namespace
}  // namespace ferrule
