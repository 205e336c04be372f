#include "launcher/script/out_dir.h"

#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

class OutDirTest : public TemporaryTree {
 protected:
  std::string settle() {
    Result<OutDirState> state = settle_out_dir(root() + "/out", root() + "/record");
    if (state) files = state->files;
    return state ? state->digest : describe(state.error());
  }
  void SetUp() override { ASSERT_TRUE(make_directories("out")); }

  std::vector<std::string> files;
};

TEST_F(OutDirTest, GivesTimesBackToFilesWithTheSameContents) {
  write("out/same", "same");
  write("out/sub/other", "old");
  make_old("out/same");
  make_old("out/sub/other");
  std::string digest = settle();
  write("out/same", "same");
  write("out/sub/other", "new");
  EXPECT_NE(mtime("out/same"), 1'000'000'000'000'000'123);
  EXPECT_NE(settle(), digest);
  EXPECT_EQ(mtime("out/same"), 1'000'000'000'000'000'123);
  EXPECT_NE(mtime("out/sub/other"), 1'000'000'000'000'000'123);
}

TEST_F(OutDirTest, SameContentsHaveTheSameDigest) {
  write("out/a", "1");
  write("out/b/c", "2");
  std::string digest = settle();
  write("out/a", "1");
  EXPECT_EQ(settle(), digest);
  unlink("record");
  EXPECT_EQ(settle(), digest);
}

TEST_F(OutDirTest, EveryChangeChangesTheDigest) {
  write("out/a", "1");
  std::string before = settle();
  auto changed = [&before, this] {
    std::string now = settle();
    bool differs = now != before;
    before = now;
    return differs;
  };
  EXPECT_FALSE(changed());
  write("out/a", "2");
  EXPECT_TRUE(changed());
  write("out/b", "");
  EXPECT_TRUE(changed());
  ASSERT_EQ(symlink("a", "out/link"), 0);
  EXPECT_TRUE(changed());
  unlink("out/link");
  ASSERT_EQ(symlink("b", "out/link"), 0);
  EXPECT_TRUE(changed());
  ASSERT_TRUE(make_directories("out/empty"));
  EXPECT_TRUE(changed());
  chmod("out/a", 0755);
  EXPECT_TRUE(changed());
  ASSERT_EQ(rename("out/a", "out/c"), 0);
  EXPECT_TRUE(changed());
}

TEST_F(OutDirTest, NoticesAChangeThatLeavesSizeAndMtime) {
  write("out/a", "1");
  make_old("out/a");
  std::string digest = settle();
  write("out/a", "2");
  make_old("out/a");
  EXPECT_NE(settle(), digest);
}

TEST_F(OutDirTest, FollowsNoLinks) {
  ASSERT_EQ(symlink(".", "out/loop"), 0);
  ASSERT_EQ(symlink("/", "out/everything"), 0);
  EXPECT_EQ(settle().size(), 16u);
}

TEST_F(OutDirTest, ADamagedRecordIsLikeNone) {
  write("out/a", "1");
  std::string digest = settle();
  write("record", "file x\nfile 1 2\ntaken zzz\n\n\nfile");
  EXPECT_EQ(settle(), digest);
}

TEST_F(OutDirTest, KeepsOddNames) {
  write("out/a b\n\\c", "1");
  make_old("out/a b\n\\c");
  settle();
  write("out/a b\n\\c", "1");
  settle();
  EXPECT_EQ(mtime("out/a b\n\\c"), 1'000'000'000'000'000'123);
}

TEST_F(OutDirTest, ListsFilesAndLinks) {
  write("out/b", "");
  write("out/sub/a", "");
  ASSERT_EQ(symlink("b", "out/link"), 0);
  settle();
  EXPECT_EQ(files, (std::vector<std::string>{"b", "link", "sub/a"}));
}

}  // namespace
}  // namespace ferrule
