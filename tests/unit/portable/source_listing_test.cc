#include "portable/source_listing.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"

namespace ferrule {
namespace {

using Words = std::vector<std::string>;

class SourceListingTest : public testing::Test {
 protected:
  SourceListingTest() {
    std::string pattern = testing::TempDir() + "ferrule-sources-XXXXXX";
    root_ = mkdtemp(pattern.data());
  }
  ~SourceListingTest() override { std::filesystem::remove_all(root_); }

  void write(const std::string& file) const {
    const std::string path = join_path(root_, file);
    EXPECT_TRUE(make_directories(directory_of(path)));
    EXPECT_TRUE(write_file(path, ""));
  }

  std::string root_;
};

TEST_F(SourceListingTest, HasAllThatACrateMayInclude) {
  for (const char* file : {"Cargo.toml", "src/lib.rs", "src/deep/er/mod.rs", "README.md", "data/a b.txt"})
    write(file);
  std::filesystem::create_symlink("lib.rs", root_ + "/src/link.rs");
  EXPECT_EQ(source_files(root_),
            (Words{"Cargo.toml", "README.md", "data/a b.txt", "src/deep/er/mod.rs", "src/lib.rs", "src/link.rs"}));
}

TEST_F(SourceListingTest, LeavesOutWhatIsOfOthers) {
  write("src/lib.rs");
  for (const char* file : {"member/Cargo.toml", "member/src/lib.rs", "target/CACHEDIR.TAG", "target/debug/x",
                           "build/ferrule/environment", "build/bin/x", ".git/config", ".hidden"})
    write(file);
  std::filesystem::create_directory_symlink(".", root_ + "/around");
  std::filesystem::create_symlink("nowhere", root_ + "/dangling");
  EXPECT_EQ(source_files(root_), Words{"src/lib.rs"});
  EXPECT_EQ(source_files(root_ + "/absent"), Words{});
}

TEST_F(SourceListingTest, TheDigestIsOfTheNamesAlone) {
  write("src/lib.rs");
  const std::string before = source_listing_digest(root_);
  ASSERT_TRUE(write_file(root_ + "/src/lib.rs", "mod more;"));
  EXPECT_EQ(source_listing_digest(root_), before);
  write("src/more.rs");
  EXPECT_NE(source_listing_digest(root_), before);
}

}  // namespace
}  // namespace ferrule
