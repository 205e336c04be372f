#include "plan/times/ninja_log.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

/// "output: time", a line for each output.
std::string read(const std::string& text, int cores = 2) {
  std::string shown;
  for (const LoggedOutput& logged : parse_ninja_log(text, cores))
    shown += logged.output + ": " + std::to_string(logged.time) + "\n";
  return shown;
}

TEST(NinjaLogTest, ReadsVersions5To7) {
  for (const char* version : {"5", "6", "7"})
    EXPECT_EQ(read("# ninja log v" + std::string(version) + "\n0\t120\t17\ta b\tfe\n20\t90\t18\tc\tff\n"),
              "a b: 120\nc: 70\n");
}

TEST(NinjaLogTest, WhatItCantReadGivesNothing) {
  EXPECT_EQ(read(""), "");
  EXPECT_EQ(read("# ninja log v4\n0\t120\t17\ta\tfe\n"), "");
  EXPECT_EQ(read("# ninja log v5\n0\t120\t17\ta\n\nx\t1\t1\tb\tfe\n9\t1\t1\tc\tfe\n0\t5\t17\td\tfe\n1\t2"), "d: 5\n");
}

TEST(NinjaLogTest, ALaterRunReplacesAnEarlierOne) {
  EXPECT_EQ(read("# ninja log v5\n0\t10\t1\ta\tfe\n0\t20\t1\tb\tff\n0\t7\t2\ta\tfe\n"), "b: 20\na: 7\n");
}

TEST(NinjaLogTest, EdgesThatHadToShareACoreTookLess) {
  EXPECT_EQ(read("# ninja log v5\n0\t30\t1\ta\t1\n0\t30\t1\tb\t2\n0\t60\t1\tc\t3\n", 2), "a: 20\nb: 20\nc: 50\n");
}

TEST(NinjaLogTest, TwoOutputsOfOneEdgeShareNothing) {
  EXPECT_EQ(read("# ninja log v5\n0\t30\t1\tx\t1\n0\t30\t1\ty\t1\n", 1), "x: 30\ny: 30\n");
}

TEST(NinjaLogTest, EachBuildCountsFromItsOwnStart) {
  EXPECT_EQ(read("# ninja log v5\n0\t30\t1\ta\t1\n0\t20\t1\tb\t2\n", 1), "a: 30\nb: 20\n");
}

TEST(NinjaLogTest, ACompactedLogHasNoOrder) {
  std::string text = "# ninja log v5\n", shown;
  for (int i = 0; i < 20; ++i) {
    int end = i % 2 == 0 ? 100 : 50;
    text += "0\t" + std::to_string(end) + "\t1\to" + std::to_string(i) + "\t" + std::to_string(i) + "\n";
    shown += "o" + std::to_string(i) + ": " + std::to_string(end) + "\n";
  }
  EXPECT_EQ(read(text, 1), shown);
}

}  // namespace
}  // namespace ferrule
