#include "plan/splits/split_planning.h"

#include <gtest/gtest.h>

#include "support/graph_builder.h"

namespace ferrule {
namespace {

class SplitPlanningTest : public testing::Test {
 protected:
  SplitPlanningTest() {
    UnitIndex low = units.library("low");
    UnitIndex high = units.library("high", {low});
    units.binary("app", {high});
    know(
        "unit low-1\nname low\nwhole 1000\n\nunit high-2\nname high\nwhole 1000\n\nunit app-3\nname app\nwhole "
        "200\n\n");
  }

  void know(const std::string& text) { known = *KnownTimes::parse(text, "times"); }

  SplitPlan plan(const SplitPlan* kept = nullptr) const {
    return make_split_plan(
        {units.graph(), pipelining, cores, fused, known, {}, split_links, kept, others_may_depend});
  }

  GraphBuilder units;
  Pipelining pipelining = Pipelining::automatic;
  int cores = 8;
  std::set<std::string> fused;
  KnownTimes known;
  std::optional<bool> split_links;
  bool others_may_depend = false;
};

/// The splits of a plan: "high-2 no low-1 yes".
std::string splits(const SplitPlan& plan) {
  std::string text;
  for (const auto& [id, entry] : plan.units)
    if (entry.split != Split::open) text += id + (entry.split == Split::yes ? " yes " : " no ");
  return text;
}

TEST_F(SplitPlanningTest, DecidesOnLibrariesUnderAutoOnly) {
  EXPECT_EQ(splits(plan()), "high-2 no low-1 yes ");
  pipelining = Pipelining::hollow;
  EXPECT_EQ(splits(plan()), "");
}

TEST_F(SplitPlanningTest, DecidesOnLinksUnderAutoOrAsItIsTold) {
  units[2].command.emplace_back("--emit=dep-info,link");
  know(
      "unit low-1\nname low\nwhole 1000\n\nunit high-2\nname high\nwhole 1000\n\nunit app-3\nname app\n"
      "metadata 900\ncodegen 100\n\n");
  EXPECT_EQ(splits(plan()), "app-3 yes high-2 yes low-1 yes ");
  split_links = false;
  SplitPlan whole = plan();
  EXPECT_EQ(splits(whole), "app-3 no high-2 no low-1 yes ");
  pipelining = Pipelining::hollow;
  split_links = true;
  SplitPlan linked = plan(&whole);
  EXPECT_EQ(splits(linked), "app-3 yes high-2 no low-1 yes ");
  split_links.reset();
  EXPECT_EQ(splits(plan(&linked)), "high-2 no low-1 yes ");
}

TEST_F(SplitPlanningTest, WhatIsPlannedHoldsWhateverTheTimesSayLater) {
  SplitPlan first = plan();
  know("unit low-1\nname low\nwhole 1\n\nunit high-2\nname high\nwhole 1\n\n");
  cores = 1;
  EXPECT_EQ(plan(&first).text(), first.text());
  EXPECT_EQ(splits(plan()), "high-2 no low-1 no ");
}

TEST_F(SplitPlanningTest, DecidesOnWhatIsNewAndRemembersWhatIsGone) {
  SplitPlan first = plan();
  first.units["gone-9"] = {{1, 1, 1}, Split::yes};
  first.units["low-1"].split = Split::no;
  units.binary("other", {units.library("user", {units.library("new")})});
  know("unit new-4\nname new\nwhole 5000\n\nunit user-5\nname user\nwhole 5000\n\n");
  EXPECT_EQ(splits(plan(&first)), "gone-9 yes high-2 no low-1 no new-4 yes user-5 no ");
}

TEST_F(SplitPlanningTest, WhatOnlyTestsNeedStaysWholeWhenTheBuildNeedsIt) {
  units[0].in_build = units[1].in_build = units[2].in_build = false;
  SplitPlan first = plan();
  EXPECT_EQ(splits(first), "high-2 no low-1 no ");
  units[0].in_build = units[1].in_build = units[2].in_build = true;
  EXPECT_EQ(splits(plan(&first)), "high-2 no low-1 no ");
}

TEST_F(SplitPlanningTest, LeavesSplitWhatOthersMayDependOn) {
  cores = 1;
  EXPECT_EQ(splits(plan()), "high-2 no low-1 no ");
  others_may_depend = true;
  EXPECT_EQ(splits(plan()), "high-2 yes low-1 no ");
  fused = {"high"};
  EXPECT_EQ(plan().units.at("low-1").split, Split::no);
}

TEST_F(SplitPlanningTest, PlansNothingThatIsPlannedElsewhere) {
  CrateGraph graph = units.graph();
  graph.units[0].is_foreign = true;
  SplitPlan planned = make_split_plan({graph, pipelining, cores, fused, known, {}});
  EXPECT_EQ(planned.units.count("low-1"), 0u);
  EXPECT_TRUE(covers(planned, graph));
}

TEST_F(SplitPlanningTest, NeverSplitsWhatTheUserFuses) {
  fused = {"low"};
  EXPECT_EQ(splits(plan()), "high-2 no ");
}

TEST_F(SplitPlanningTest, TellsThePlanner) {
  PlanOptions options;
  apply(plan(), options);
  EXPECT_EQ(options.split, std::set<std::string>{"low-1"});
  EXPECT_EQ(options.times.at("low-1").whole, 1000);
}

TEST_F(SplitPlanningTest, ComesBackAsItWasKept) {
  SplitPlan before = plan();
  Result<SplitPlan> back = SplitPlan::parse(before.text(), "plan");
  ASSERT_TRUE(back);
  EXPECT_EQ(back->text(), before.text());
  EXPECT_TRUE(before.text().starts_with(
      "cores 8\n\nunit app-3\nwhole 200\nmetadata 92\ncodegen 108\n\nunit high-2\nwhole 1000\n"));
  EXPECT_FALSE(SplitPlan::parse("cores 8", "cut off"));
}

TEST_F(SplitPlanningTest, RunsOfTestsAreNotPlanned) {
  units.test_run(units.test("tests"));
  SplitPlan planned = plan();
  EXPECT_TRUE(covers(planned, units.graph()));
  planned.units.erase("tests-4");
  EXPECT_FALSE(covers(planned, units.graph()));
}

}  // namespace
}  // namespace ferrule
