#include "record/toolchain/cached_toolchain.h"

#include <gtest/gtest.h>

#include "support/fake_cargo.h"

namespace ferrule {
namespace {

class CachedToolchainTest : public testing::Test {
 protected:
  /// How many processes it has taken to find the toolchain.
  std::size_t processes_for_one_more() {
    const std::size_t before = cargo.processes.requests().size();
    Result<Toolchain> found = find_cached_toolchain(cargo.disk, cargo.processes, {"", "/w", cargo.environment, "/b"});
    EXPECT_TRUE(found && found->rustc == "/rust/bin/rustc" && found->release == cargo.version);
    return cargo.processes.requests().size() - before;
  }

  FakeCargo cargo;
};

TEST_F(CachedToolchainTest, AsksOnce) {
  EXPECT_GT(processes_for_one_more(), 0u);
  EXPECT_EQ(processes_for_one_more(), 0u);
}

TEST_F(CachedToolchainTest, AsksAgainWhenTheCompilerOrTheChoiceChanges) {
  processes_for_one_more();
  cargo.disk.tick();
  cargo.version = "1.96.0";
  cargo.disk.put("/rust/bin/rustc", "ELF");
  EXPECT_GT(processes_for_one_more(), 0u);
  cargo.disk.put("/w/rust-toolchain.toml", "[toolchain]\n");
  EXPECT_GT(processes_for_one_more(), 0u);
  EXPECT_EQ(processes_for_one_more(), 0u);
}

TEST_F(CachedToolchainTest, WhatIsGarbledIsAskedForAgain) {
  processes_for_one_more();
  for (const auto& [file, text] : cargo.disk.files("/b"))
    if (file.find("toolchain-") != std::string::npos) cargo.disk.put(file, text.substr(0, text.size() / 2));
  EXPECT_GT(processes_for_one_more(), 0u);
}

}  // namespace
}  // namespace ferrule
