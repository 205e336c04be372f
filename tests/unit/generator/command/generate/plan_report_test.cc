#include "command/generate/plan_report.h"

#include <gtest/gtest.h>

#include "support/graph_builder.h"

namespace ferrule {
namespace {

TEST(PlanReportTest, ShowsModesTheLongestChainAndTheSplits) {
  GraphBuilder units;
  UnitIndex macros = units.proc_macro("macros");
  UnitIndex low = units.library("low", {macros});
  UnitIndex high = units.library("high", {low});
  units.binary("program", {high});
  for (UnitIndex unit : {low, high}) units[unit].package.is_path = true;
  TimedGraph timed = make_timed_graph(
      units.graph(), std::vector<UnitTimes>{{500, 0, 0}, {2000, 900, 2000}, {1000, 600, 1000}, {250, 0, 0}});
  // In the order of ids: high, low, macros, program.
  std::vector<bool> split = {false, true, false, false};
  PlanReport report{units.graph(),
                    timed,
                    4,
                    3,
                    forecast_modes({timed, 4, std::vector<bool>(4), split}),
                    split,
                    savings_of(timed, 4, split)};
  EXPECT_EQ(text_of(report),
            "A clean build on 4 cores, by the times of 3 of its 4 units and estimates of the others:\n"
            "\n"
            "mode           takes   work in all   critical path   split\n"
            "off           3.75 s        3.75 s          3.75 s   0 of 2 libraries\n"
            "hollow        2.75 s        4.65 s          2.75 s   2 of 2 libraries\n"
            "auto          2.75 s        4.65 s          2.75 s   1 of 2 libraries\n"
            "cargo         2.75 s        3.75 s          2.75 s   Cargo's own pipelining\n"
            "\n"
            "The critical path under auto:\n"
            "\n"
            "        from       takes   crate\n"
            "      0.00 s      0.50 s   macros v1.0.0 (proc macro)\n"
            "      0.50 s      2.00 s   low v1.0.0: codegen\n"
            "      2.50 s      0.25 s   program v1.0.0 (bin program)\n"
            "\n"
            "auto splits these. What each saves in a clean build, and in a build after an edit:\n"
            "\n"
            "       clean      edited       more work   crate\n"
            "      1.00 s      1.00 s          0.90 s   low v1.0.0\n");
}

TEST(PlanReportTest, SaysSoWhereNothingIsSplit) {
  GraphBuilder units;
  units.binary("program", {units.library("only")});
  TimedGraph timed = make_timed_graph(units.graph(), std::vector<UnitTimes>{{2000, 900, 2000}, {250, 0, 0}});
  PlanReport report{units.graph(), timed, 1, 2, {}, {false, false}, {}};
  EXPECT_TRUE(text_of(report).ends_with("\nauto splits nothing: no split would make the build shorter.\n"));
  EXPECT_TRUE(text_of(report).starts_with("A clean build on 1 core, by the times of its 2 units:\n"));
  report.known = 0;
  EXPECT_TRUE(text_of(report).starts_with("A clean build on 1 core, by estimates:\n"));
}

TEST(PlanReportTest, ShowsTimesInTheirSize) {
  EXPECT_EQ(show_time(1254), "1.25 s");
  EXPECT_EQ(show_time(-80), "-0.08 s");
  EXPECT_EQ(show_time(200'000), "3 min 20 s");
}

}  // namespace
}  // namespace ferrule
