#include "plan/times/estimate.h"

#include <gtest/gtest.h>

#include "support/graph_builder.h"

namespace ferrule {
namespace {

class EstimateTest : public testing::Test {
 protected:
  /// "util 290 200 290", a line for each unit of `times`.
  std::string show(const std::vector<UnitTimes>& times) const {
    std::string text;
    for (UnitIndex i = 0; i < times.size(); ++i)
      text += units.graph().units[i].id + " " + std::to_string(times[i].whole) + " " +
              std::to_string(times[i].metadata) + " " + std::to_string(times[i].codegen) + "\n";
    return text;
  }

  void know(const std::string& text) { known = *KnownTimes::parse(text, "times"); }

  GraphBuilder units;
  SourceSizes sizes;
  KnownTimes known;
};

TEST_F(EstimateTest, GrowsWithTheSourceAndWithOptimization) {
  units.library("small");
  units.library("large");
  units[units.library("fast")].command.emplace_back("-Copt-level=3");
  sizes["large-2"].rust = sizes["fast-3"].rust = 100 << 10;
  EXPECT_EQ(show(estimate_times(units.graph(), sizes)),
            "small-1 60 50 60\nlarge-2 290 200 290\nfast-3 560 220 560\n");
}

TEST_F(EstimateTest, WhatIsLinkedTakesAsLongInTwoEdgesAsInOne) {
  units.binary("app");
  know("unit app-1\nname app\nmetadata 300\ncodegen 100\n\n");
  EXPECT_EQ(show(estimate_times(units.graph(), sizes)), "app-1 130 60 70\n");
  EXPECT_EQ(show(likely_times(units.graph(), sizes, known)), "app-1 400 300 100\n");
  know("unit app-1\nname app\nwhole 260\n\n");
  EXPECT_EQ(show(likely_times(units.graph(), sizes, known)), "app-1 260 120 140\n");
}

TEST_F(EstimateTest, AWorkspacesOwnSourceCountsForMore) {
  units[units.library("own")].package.is_path = true;
  sizes["own-1"].rust = 10 << 10;
  EXPECT_EQ(show(estimate_times(units.graph(), sizes)), "own-1 244 170 244\n");
}

TEST_F(EstimateTest, ALinkGrowsWithAllThatIsLinked) {
  UnitIndex low = units.library("low"), high = units.library("high", {low});
  units.binary("app", {high});
  sizes["low-1"].rust = sizes["high-2"].rust = 5000 << 10;
  EXPECT_EQ(estimate_times(units.graph(), sizes)[2].whole, 60 + 70 + 600);
}

TEST_F(EstimateTest, ABuildScriptCompilesCOnlyWithTheMeansToDoSo) {
  UnitIndex cc = units.library("cc");
  UnitIndex with = units.build_script("native", {cc}), without = units.build_script("other");
  sizes[units[with].id].native = sizes[units[without].id].native = 1000 << 10;
  EXPECT_EQ(estimate_times(units.graph(), sizes)[with].whole, 615);
  EXPECT_EQ(estimate_times(units.graph(), sizes)[without].whole, 15);
  units[with].environment.push_back({"OPT_LEVEL", "3"});
  EXPECT_EQ(estimate_times(units.graph(), sizes)[with].whole, 1515);
}

TEST_F(EstimateTest, WhatIsKnownOfOneEdgeTellsOfTheOthers) {
  units.library("fused");
  units.library("split");
  sizes["fused-1"].rust = sizes["split-2"].rust = 100 << 10;
  know("unit fused-1\nname fused\nwhole 2900\n\nunit split-2\nname split\nmetadata 40\ncodegen 145\n\n");
  EXPECT_EQ(show(likely_times(units.graph(), sizes, known)), "fused-1 2900 2000 2900\nsplit-2 145 40 145\n");
}

/// Such as what was measured of split libraries while they compiled incrementally, and of fused ones before.
TEST_F(EstimateTest, TimesThatContradictEachOtherAreStretchedToTheLongest) {
  units.library("edited");
  units.library("busier");
  units.binary("app");
  know(
      "unit edited-1\nname edited\nwhole 3000\nmetadata 400\ncodegen 600\n\n"
      "unit busier-2\nname busier\nwhole 100\nmetadata 80\ncodegen 120\n\n"
      "unit app-3\nname app\nwhole 2000\nmetadata 600\ncodegen 400\n\n");
  EXPECT_EQ(show(likely_times(units.graph(), sizes, known)),
            "edited-1 3000 2000 3000\nbusier-2 120 80 120\napp-3 2000 1200 800\n");
  know("unit app-3\nname app\nwhole 900\nmetadata 600\ncodegen 400\n\n");
  EXPECT_EQ(show(likely_times(units.graph(), sizes, known)).substr(42), "app-3 900 600 400\n");
}

TEST_F(EstimateTest, WhatIsKnownTellsHowFastTheMachineIs) {
  units.library("known");
  units.library("unknown");
  know("unit known-1\nname known\nwhole 120\n\n");
  EXPECT_EQ(show(likely_times(units.graph(), sizes, known)), "known-1 120 100 120\nunknown-2 120 100 120\n");
}

}  // namespace
}  // namespace ferrule
