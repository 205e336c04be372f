#include "prepare/moved_sources.h"

#include <gtest/gtest.h>

#include "support/fake_disk.h"

namespace ferrule {
namespace {

TEST(MovedSourcesTest, FollowsWhatWasMovedWithTheBuildDirectory) {
  FakeDisk disk;
  disk.put_directory("/w/b/crates/app");
  MovedSources moved(disk, "/w/a/target/ferrule", "/w/b/target/ferrule");
  EXPECT_EQ(moved.follow("/w/a"), "/w/b");
  EXPECT_EQ(moved.follow("/w/a/crates/app"), "/w/b/crates/app");
  EXPECT_EQ(moved.follow("/w/a/gone"), "/w/a/gone") << "that wasn't copied";
  EXPECT_EQ(moved.follow("/w/ab"), "/w/ab");
  EXPECT_EQ(moved.follow("/elsewhere"), "/elsewhere");
}

TEST(MovedSourcesTest, DeeperAndToTheRoot) {
  FakeDisk disk;
  disk.put_directory("/w/deep/a/src");
  EXPECT_EQ(MovedSources(disk, "/w/a/build", "/w/deep/a/build").follow("/w/a/src"), "/w/deep/a/src");
  disk.put_directory("/a/src");
  EXPECT_EQ(MovedSources(disk, "/mnt/a/build", "/a/build").follow("/mnt/a/src"), "/a/src");
  EXPECT_EQ(MovedSources(disk, "/a/build", "/w/deep/a/build").follow("/a/src"), "/w/deep/a/src");
}

TEST(MovedSourcesTest, SourcesElsewhereStay) {
  FakeDisk disk;
  disk.put_directory("/src/app");
  MovedSources moved(disk, "/builds/one", "/builds/two");
  EXPECT_EQ(moved.follow("/src/app"), "/src/app");
  EXPECT_EQ(moved.follow("/builds"), "/builds");
}

}  // namespace
}  // namespace ferrule
