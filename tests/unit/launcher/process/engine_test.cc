#include "launcher/process/engine.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace ferrule {
namespace {

TEST(EngineTest, ForMostEnginesAnEdgeIsDueWhileAFileIsNotThere) {
  EXPECT_EQ(there_for_one_build(), kNeverMade);
  EXPECT_FALSE(std::filesystem::exists(kNeverMade));
}

}  // namespace
}  // namespace ferrule
