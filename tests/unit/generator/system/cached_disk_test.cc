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
