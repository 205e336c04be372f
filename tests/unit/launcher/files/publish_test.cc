#include "launcher/files/publish.h"

#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

constexpr FileTime kTime = 1'500'000'000'000'000'123;

class PublishTest : public TemporaryTree {};

TEST_F(PublishTest, MovesFilesAndMakesDirectories) {
  write("tmp/a", "1");
  write("tmp/b", "2");
  ASSERT_TRUE(publish({{"a", "meta/x"}, {"b", "y"}}, root() + "/tmp", kTime));
  EXPECT_EQ(read("meta/x"), "1");
  EXPECT_EQ(read("y"), "2");
  EXPECT_EQ(mtime("meta/x"), kTime);
}

TEST_F(PublishTest, KeepsAnIdenticalFile) {
  write("out", "same");
  make_old("out");
  std::int64_t time = mtime("out");
  write("tmp/a", "same");
  ASSERT_TRUE(publish({{"a", "out"}}, "tmp", kTime));
  EXPECT_EQ(mtime("out"), time);
  write("tmp/a", "SAME");
  ASSERT_TRUE(publish({{"a", "out"}}, "tmp", kTime));
  EXPECT_NE(mtime("out"), time);
  EXPECT_EQ(read("out"), "SAME");
}

TEST_F(PublishTest, OtherPermissionsAreADifference) {
  write("out", "same");
  write("tmp/a", "same");
  chmod("tmp/a", 0755);
  ASSERT_TRUE(publish({{"a", "out"}}, "tmp", kTime));
  EXPECT_EQ(access("out", X_OK), 0);
}

TEST_F(PublishTest, MovesNothingIfOneIsMissing) {
  write("tmp/a", "1");
  Status status = publish({{"a", "x"}, {"missing", "y"}}, "tmp", kTime);
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().message.find("`missing`"), std::string::npos);
  EXPECT_NE(access("x", F_OK), 0);
}

TEST_F(PublishTest, ReplacesALinkAndNotWhatItPointsTo) {
  write("elsewhere", "1");
  ASSERT_EQ(symlink("elsewhere", "out"), 0);
  write("tmp/a", "1");
  ASSERT_TRUE(publish({{"a", "out"}}, "tmp", kTime));
  EXPECT_FALSE(std::filesystem::is_symlink("out"));
}

/// A wrapper of rustc may have linked it from its cache.
TEST_F(PublishTest, LeavesTheOtherNamesOfAFileAlone) {
  write("cache", "1");
  make_old("cache");
  chmod("cache", 0555);
  const std::int64_t time = mtime("cache");
  write("tmp/b", "2");
  ASSERT_EQ(link("cache", "tmp/a"), 0);
  ASSERT_TRUE(publish({{"a", "out"}}, "tmp", kTime));
  EXPECT_EQ(mtime("out"), kTime);
  EXPECT_EQ(mtime("cache"), time);
  EXPECT_EQ(read("out"), "1");
  EXPECT_EQ(access("out", X_OK), 0);
  EXPECT_NE(access("tmp/a.own", F_OK), 0);
}

TEST_F(PublishTest, PutsNothingInADirectorysPlace) {
  write("out/of/the/user", "1");
  write("tmp/a", "2");
  EXPECT_FALSE(publish({{"a", "out"}}, "tmp", kTime));
  EXPECT_EQ(read("out/of/the/user"), "1");
}

TEST_F(PublishTest, TextKeepsAnIdenticalFileToo) {
  ASSERT_TRUE(publish_text("d/out", "text", kTime));
  make_old("d/out");
  std::int64_t time = mtime("d/out");
  ASSERT_TRUE(publish_text("d/out", "text", kTime));
  EXPECT_EQ(mtime("d/out"), time);
  ASSERT_TRUE(publish_text("d/out", "text", kTime, SameBytes::renew));
  EXPECT_EQ(mtime("d/out"), kTime);
}

}  // namespace
}  // namespace ferrule
