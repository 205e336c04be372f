#include "rust/target_listing.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"

namespace ferrule {
namespace {

class TargetListingTest : public testing::Test {
 protected:
  TargetListingTest() {
    std::string pattern = testing::TempDir() + "ferrule-listing-XXXXXX";
    root_ = mkdtemp(pattern.data());
  }
  ~TargetListingTest() override { std::filesystem::remove_all(root_); }

  /// Whether the digest is another one once `file` is there.
  bool notices(const std::string& file) const {
    const std::string before = target_listing_digest(root_);
    const std::string path = join_path(root_, file);
    EXPECT_TRUE(make_directories(directory_of(path)));
    EXPECT_TRUE(write_file(path, ""));
    return target_listing_digest(root_) != before;
  }

  std::string root_;
};

TEST_F(TargetListingTest, NoticesWhatMayBecomeATarget) {
  EXPECT_TRUE(notices("one.rs"));
  EXPECT_TRUE(notices("two/main.rs"));
  EXPECT_TRUE(notices("three.rs/main.rs"));
}

TEST_F(TargetListingTest, NoticesThatADirectoryHasTakenAFilesPlace) {
  ASSERT_TRUE(notices("one.rs"));
  const std::string before = target_listing_digest(root_);
  std::filesystem::remove(join_path(root_, "one.rs"));
  ASSERT_TRUE(make_directories(join_path(root_, "one.rs")));
  EXPECT_NE(target_listing_digest(root_), before);
}

TEST_F(TargetListingTest, NoticesNothingElse) {
  EXPECT_FALSE(notices("notes.txt"));
  EXPECT_FALSE(notices("common/mod.rs"));
  EXPECT_FALSE(notices("deep/er/main.rs"));
  EXPECT_FALSE(notices(".hidden.rs"));
  EXPECT_FALSE(notices("member/Cargo.toml"));
}

TEST_F(TargetListingTest, TakesAMissingDirectoryForAnEmptyOne) {
  EXPECT_EQ(target_listing_digest(join_path(root_, "no")), target_listing_digest(root_));
}

TEST_F(TargetListingTest, NoticesWhatGoesAway) {
  const std::string before = target_listing_digest(root_);
  ASSERT_TRUE(notices("one.rs"));
  std::filesystem::remove(join_path(root_, "one.rs"));
  EXPECT_EQ(target_listing_digest(root_), before);
}

}  // namespace
}  // namespace ferrule
