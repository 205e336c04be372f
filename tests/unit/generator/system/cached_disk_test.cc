#include "system/cached_disk.h"

#include <gtest/gtest.h>

#include "support/fake_disk.h"
#include "support/fake_processes.h"

namespace ferrule::test {
namespace {

class CachedDiskTest : public testing::Test {
 protected:
  std::string text(const std::string& path) const {
    Result<std::string> read = disk.read(path);
    return read ? *read : "nothing";
  }

  FakeDisk real;
  CachedDisk disk{real};
};

TEST_F(CachedDiskTest, AsksOnce) {
  real.put("/w/a", "one");
  EXPECT_EQ(text("/w/a"), "one");
  EXPECT_FALSE(disk.stamp("/w/b"));
  real.put("/w/a", "two");
  real.put("/w/b", "new");
  EXPECT_EQ(text("/w/a"), "one");
  EXPECT_FALSE(disk.stamp("/w/b"));
}

TEST_F(CachedDiskTest, WhatIsWrittenThroughItIsSeen) {
  real.put("/w/a", "one");
  EXPECT_EQ(text("/w/a"), "one");
  EXPECT_EQ(disk.list("/w"), (std::vector<std::string>{"a"}));
  ASSERT_TRUE(disk.write("/w/a", "two"));
  ASSERT_TRUE(disk.write("/w/b", "new"));
  EXPECT_EQ(text("/w/a"), "two");
  EXPECT_TRUE(disk.stamp("/w/b"));
  EXPECT_EQ(disk.list("/w"), (std::vector<std::string>{"a", "b"}));
  ASSERT_TRUE(disk.rename("/w/b", "/w/c"));
  EXPECT_FALSE(disk.stamp("/w/b"));
  EXPECT_EQ(text("/w/c"), "new");
  ASSERT_TRUE(disk.remove("/w/c"));
  EXPECT_EQ(text("/w/c"), "nothing");
}

TEST_F(CachedDiskTest, StatesAreAskedForOnceUntilTheyMayBeOthers) {
  real.put("/w/Cargo.toml", "one");
  const std::string one = disk.state("file", "/w/Cargo.toml");
  EXPECT_EQ(one, real.state("file", "/w/Cargo.toml"));
  EXPECT_EQ(disk.state("presence", "/w/build.rs"), "-");
  real.put("/w/Cargo.toml", "two");
  real.put("/w/build.rs", "");
  EXPECT_EQ(disk.state("file", "/w/Cargo.toml"), one);
  EXPECT_EQ(disk.state("presence", "/w/build.rs"), "-");
  ASSERT_TRUE(disk.write("/w/Cargo.toml", "three"));
  EXPECT_NE(disk.state("file", "/w/Cargo.toml"), one);
  disk.forget();
  EXPECT_EQ(disk.state("presence", "/w/build.rs"), "file");
}

TEST_F(CachedDiskTest, ANewDirectoryIsSeenInAllAboveIt) {
  real.put("/w/a", "one");
  EXPECT_EQ(disk.list("/w"), (std::vector<std::string>{"a"}));
  EXPECT_EQ(disk.state("presence", "/w/b"), "-");
  EXPECT_FALSE(disk.stamp("/w/b/c"));
  ASSERT_TRUE(disk.make_directories("/w/b/c"));
  EXPECT_EQ(disk.list("/w"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(disk.state("presence", "/w/b"), "directory");
  EXPECT_TRUE(disk.stamp("/w/b/c"));
}

TEST_F(CachedDiskTest, ADirectoryGoesWithAllThatIsInIt) {
  real.put("/w/b/c/file", "one");
  EXPECT_EQ(text("/w/b/c/file"), "one");
  ASSERT_TRUE(disk.remove("/w/b"));
  EXPECT_EQ(text("/w/b/c/file"), "nothing");
}

TEST_F(CachedDiskTest, AProcessMayHaveChangedAnything) {
  FakeProcesses processes;
  processes.answer("cargo", [&](const ProcessRequest&) {
    real.put("/w/Cargo.lock", "locked");
    return ProcessResult{};
  });
  ForgettingProcesses forgetting(processes, disk);
  EXPECT_EQ(text("/w/Cargo.lock"), "nothing");
  ASSERT_TRUE(forgetting.run({{"cargo", "build"}, {}, {}}));
  EXPECT_EQ(text("/w/Cargo.lock"), "locked");
}

}  // namespace
}  // namespace ferrule::test
