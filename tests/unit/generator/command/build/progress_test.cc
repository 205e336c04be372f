#include "command/build/progress.h"

#include <gtest/gtest.h>

namespace ferrule::test {
namespace {

class ProgressTest : public testing::Test {
 protected:
  void take(int width, std::initializer_list<std::string_view> lines) {
    Progress progress(width, false, [this](std::string_view text) { shown += text; });
    for (std::string_view line : lines) progress.take(line);
    progress.finish();
  }

  std::string shown;
};

TEST_F(ProgressTest, WithoutATerminalEachPackageIsALine) {
  take(0, {"\x02"
           "1 4 METADATA serde v1.0.1",
           "\x02"
           "2 4 RUN-BUILD-SCRIPT libc v0.2.1",
           "\x02"
           "3 4 TEST serde v1.0.1 smoke",
           "\x02"
           "4 4 CHECK app v0.1.0 (/w)",
           "\x02"
           "1 1 GENERATE build.ninja",
           "ninja: no work to do."});
  EXPECT_EQ(shown, "   Compiling serde v1.0.1\n   Compiling libc v0.2.1\n    Checking app v0.1.0 (/w)\n");
}

TEST_F(ProgressTest, OnATerminalABarIsDrawnAgainAndGoes) {
  take(70, {"\x02"
            "12 24 CODEGEN serde v1.0.1"});
  EXPECT_EQ(shown, "\r    Building [============>            ] 12/24: serde v1.0.1\x1b[K\r\x1b[K");
}

TEST_F(ProgressTest, ANarrowTerminalHasNoBarAndNoLongLine) {
  take(30, {"\x02"
            "12 24 CODEGEN a-package-of-a-long-name v1.0.1"});
  EXPECT_EQ(shown, "\r    Building 12/24: a-package\x1b[K\r\x1b[K");
}

TEST_F(ProgressTest, WhatEdgesSayStandsAboveTheBar) {
  take(70, {"\x02"
            "1 2 CODEGEN serde v1.0.1",
            "warning: unused"});
  EXPECT_TRUE(shown.ends_with("\x1b[K\r\x1b[Kwarning: unused\n")) << shown;
}

}  // namespace
}  // namespace ferrule::test
