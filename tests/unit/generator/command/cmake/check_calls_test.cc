#include "command/cmake/check_calls.h"

#include <gtest/gtest.h>

#include "support/fake_disk.h"

namespace ferrule {
namespace {

constexpr const char* kText = R"(directory /b
ninja /bin/ninja
variable PATH=/rust/bin:/bin
variable RUSTC=

call add_rust_crate(app) in CMakeLists.txt
word cmake-crate
word -C
word /b/ferrule/Debug

call add_rust_crate(lone) in CMakeLists.txt
word cmake-root
word -C
word /b/ferrule/Debug
word --
word -C
word opt-level=3

call add_rust_crate(other) in CMakeLists.txt
word cmake-crate
word -C
word /b/ferrule/Debug-1
)";

class CheckCallsTest : public testing::Test {
 protected:
  CheckCalls calls() {
    disk.put("/b/ferrule/check-calls", kText);
    Result<CheckCalls> read = read_check_calls(disk, "/b");
    EXPECT_TRUE(read);
    return read ? *read : CheckCalls{};
  }

  FakeDisk disk;
};

TEST_F(CheckCallsTest, SayWhatIsToBeChecked) {
  const CheckCalls read = calls();
  EXPECT_EQ(read.ninja, "/bin/ninja");
  ASSERT_EQ(read.calls.size(), 3u);
  EXPECT_EQ(read.calls[0].name, "add_rust_crate(app) in CMakeLists.txt");
  EXPECT_EQ(read.calls[0].words, (std::vector<std::string>{"cmake-crate", "-C", "/b/ferrule/Debug"}));
  EXPECT_EQ(read.build_directories(), (std::vector<std::string>{"/b/ferrule/Debug", "/b/ferrule/Debug-1"}));
}

TEST_F(CheckCallsTest, TheEnvironmentIsThatOfTheProjectsBuilds) {
  disk.put("/b/ferrule/Debug/ferrule/environment", "env CC=/usr/bin/cc\nenv PATH=/old\nfixed MOOD=1\n");
  disk.put("/b/ferrule/Debug-1/ferrule/environment", "env CC=/usr/bin/cc\nfixed MOOD=2\ndefault LEVEL=3\n");
  EXPECT_EQ(checked_environment(disk, calls(), {"RUSTC=/elsewhere/rustc", "TERM=xterm", "PATH=/editor"}),
            (Environment{"TERM=xterm", "PATH=/rust/bin:/bin", "CC=/usr/bin/cc"}));
}

TEST_F(CheckCallsTest, WhatIsNoneIsRefused) {
  disk.put("/b/ferrule/check-calls", "nothing\n");
  EXPECT_FALSE(read_check_calls(disk, "/b"));
  EXPECT_FALSE(read_check_calls(disk, "/c"));
}

}  // namespace
}  // namespace ferrule
