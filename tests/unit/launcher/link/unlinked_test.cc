#include "launcher/link/unlinked.h"

#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

class UnlinkedTest : public TemporaryTree {};

TEST_F(UnlinkedTest, ComesBackInAnotherDirectory) {
  write("made/a.o", "object");
  write("made/rustcX/symbols.o", "symbols");
  Unlinked unlinked{root() + "/made",
                    "/toolchain:/bin",
                    {"-m64", root() + "/made/0.o", "-Wl,--list=" + root() + "/made/1.o", "/made"},
                    {{root() + "/made/a.o", "0.o"}, {root() + "/made/rustcX/symbols.o", "1.o"}},
                    ""};
  ASSERT_TRUE(write_unlinked(unlinked, "a.a"));
  Result<Unlinked> back = unpack_unlinked("a.a", root() + "/here");
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->words,
            (std::vector<std::string>{"-m64", root() + "/here/0.o", "-Wl,--list=" + root() + "/here/1.o", "/made"}));
  EXPECT_EQ(back->search_path, "/toolchain:/bin");
  EXPECT_EQ(back->directory, root() + "/here");
  EXPECT_EQ(read("here/0.o"), "object");
  EXPECT_EQ(read("here/1.o"), "symbols");
}

TEST_F(UnlinkedTest, OfTheSameObjectsIsTheSameArchive) {
  write("made/a.o", "object");
  Unlinked unlinked{root() + "/made", "/bin", {root() + "/made/0.o"}, {{root() + "/made/a.o", "0.o"}}, ""};
  ASSERT_TRUE(write_unlinked(unlinked, "one.a"));
  ASSERT_TRUE(write_unlinked(unlinked, "other.a"));
  EXPECT_EQ(read("one.a"), read("other.a"));
}

TEST_F(UnlinkedTest, OfAnotherBuildDirectoryIsTheSameArchiveAndNamesThisOne) {
  write("made/a.o", "object");
  for (const std::string build : {"/one", "/other/place"}) {
    const std::string scratch = build + "/ferrule/tmp/app-1.rust_unlinked";
    ASSERT_TRUE(write_unlinked(
        {scratch, "/bin", {scratch + "/0.o", build + "/meta/libb_meta.rlib"}, {{root() + "/made/a.o", "0.o"}}, ""},
        std::string(file_name(build)) + ".a"));
  }
  EXPECT_EQ(read("one.a"), read("place.a"));
  Result<Unlinked> back = unpack_unlinked("place.a", root() + "/ferrule/tmp/app-1.rust_bin");
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->words,
            (std::vector<std::string>{root() + "/ferrule/tmp/app-1.rust_bin/0.o", root() + "/meta/libb_meta.rlib"}));
}

TEST_F(UnlinkedTest, WithAnObstacleIsNeverTheSame) {
  Unlinked unlinked{root() + "/made", "/bin", {"@words"}, {}, "the arguments are in a file"};
  ASSERT_TRUE(write_unlinked(unlinked, "one.a"));
  ASSERT_TRUE(write_unlinked(unlinked, "other.a"));
  EXPECT_NE(read("one.a"), read("other.a"));
  EXPECT_EQ(unpack_unlinked("one.a", root())->obstacle, "the arguments are in a file");
}

TEST_F(UnlinkedTest, SaysWhatIsDamaged) {
  write("no.a", "text");
  EXPECT_FALSE(unpack_unlinked("no.a", root()));
  write("made/a.o", "object");
  Unlinked unlinked{root() + "/made", "/bin", {}, {{root() + "/made/a.o", "0.o"}}, ""};
  ASSERT_TRUE(write_unlinked(unlinked, "a.a"));
  write("half.a", read("a.a").substr(0, read("a.a").find("1/  ")));
  Result<Unlinked> half = unpack_unlinked("half.a", root());
  ASSERT_FALSE(half);
  EXPECT_EQ(half.error().message, "the archive `half.a` is damaged: it has no member `1`");
  EXPECT_EQ(half.error().help, "delete it and build again");
}

}  // namespace
}  // namespace ferrule
