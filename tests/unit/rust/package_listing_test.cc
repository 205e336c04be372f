#include "rust/package_listing.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"

namespace ferrule {
namespace {

class PackageListingTest : public testing::Test {
 protected:
  PackageListingTest() {
    std::string pattern = testing::TempDir() + "ferrule-pack[ages-XXXXXX";
    root_ = mkdtemp(pattern.data());
  }
  ~PackageListingTest() override { std::filesystem::remove_all(root_); }

  std::string members(const std::string& pattern) const {
    return member_listing_digest(root_ + kPatternMark + pattern);
  }

  void put(const std::string& file, const std::string& text = "") const {
    const std::string path = join_path(root_, file);
    EXPECT_TRUE(make_directories(directory_of(path)));
    EXPECT_TRUE(write_file(path, text));
  }

  /// Whether the digest for `pattern` is another one once `file` is there.
  bool notices(const std::string& pattern, const std::string& file) const {
    const std::string before = members(pattern);
    put(file);
    return members(pattern) != before;
  }

  std::string root_;
};

TEST_F(PackageListingTest, NoticesMembersBehindWildcardsAndTheirTails) {
  EXPECT_TRUE(notices("*", "one/Cargo.toml"));
  EXPECT_TRUE(notices("./crates/*", "crates/two/Cargo.toml"));
  EXPECT_TRUE(notices("g/*/inner", "g/x/inner/Cargo.toml"));
  EXPECT_TRUE(notices("l[ab]/?", "la/1/Cargo.toml"));
}

TEST_F(PackageListingTest, NoticesMembersAtAnyDepth) {
  EXPECT_TRUE(notices("deep/**/leaf", "deep/leaf/Cargo.toml"));
  EXPECT_TRUE(notices("deep/**/leaf", "deep/one/two/leaf/Cargo.toml"));
  EXPECT_TRUE(notices("deep/**", "deep/three/Cargo.toml"));
}

TEST_F(PackageListingTest, NoticesADirectoryWithoutAManifest) {
  EXPECT_TRUE(notices("g/*", "g/empty/notes.txt"));
  EXPECT_TRUE(notices("g/*", "g/empty/Cargo.toml"));
}

TEST_F(PackageListingTest, NoticesNothingElse) {
  put("g/x/inner/Cargo.toml");
  EXPECT_FALSE(notices("g/*/inner", "g/notes.txt"));
  EXPECT_FALSE(notices("g/*/inner", "g/y/other/Cargo.toml"));
  EXPECT_FALSE(notices("g/*/inner", "h/x/inner/Cargo.toml"));
  EXPECT_FALSE(notices("g/*/inner", "g/x/inner/src/lib.rs"));
  put("build/ferrule/environment");
  put("target/CACHEDIR.TAG");
  for (const char* below : {"build", "target", ".git"})
    EXPECT_FALSE(notices("**/leaf", std::string(below) + "/leaf/Cargo.toml")) << below;
}

TEST_F(PackageListingTest, ACircleOfLinksEnds) {
  put("deep/leaf/Cargo.toml");
  std::filesystem::create_directory_symlink(root_ + "/deep", root_ + "/deep/again");
  EXPECT_NE(members("deep/**/leaf"), members("none/**/leaf"));
}

TEST_F(PackageListingTest, ReplacedRegistriesGoByManifestsAndChecksums) {
  const auto changes_with = [&](const std::string& file, const std::string& text) {
    const std::string before = vendored_listing_digest(join_path(root_, "vendor"));
    put(file, text);
    return vendored_listing_digest(join_path(root_, "vendor")) != before;
  };
  EXPECT_TRUE(changes_with("vendor/one/Cargo.toml", "1"));
  EXPECT_TRUE(changes_with("vendor/one/.cargo-checksum.json", "{}"));
  EXPECT_TRUE(changes_with("vendor/one/Cargo.toml", "1.1"));
  EXPECT_TRUE(changes_with("vendor/two/Cargo.toml", "2"));
  EXPECT_FALSE(changes_with("vendor/one/src/lib.rs", ""));
}

}  // namespace
}  // namespace ferrule
