#include "plan/splits/schedule.h"

#include <gtest/gtest.h>

#include <map>
#include <utility>

#include "plan/splits/work.h"
#include "support/graph_builder.h"

namespace ferrule {
namespace {

/// Units with times: {whole, metadata, codegen} in the order of the graph.
class ScheduleTest : public testing::Test {
 protected:
  TimedGraph timed() const { return make_timed_graph(units.graph(), times); }

  /// "util 10 app 20-30": jobs in the order in which they start, with that time.
  std::string show(const Work& work, int cores) const {
    Schedule schedule = simulate(work, cores);
    std::map<std::pair<Milliseconds, std::size_t>, std::string> lines;
    TimedGraph graph = timed();
    for (std::size_t i = 0; i < work.jobs().size(); ++i) {
      const Job& job = work.jobs()[i];
      if (job.part == Job::Part::link_alias) continue;
      std::string name = units.graph().units[graph[job.unit].unit].crate_name;
      if (job.part == Job::Part::metadata) name += ".m";
      if (job.part == Job::Part::codegen) name += ".c";
      lines[{schedule.starts[i], i}] = name + "@" + std::to_string(schedule.starts[i]);
    }
    std::string text;
    for (const auto& [start, line] : lines) text += line + " ";
    return text + "end@" + std::to_string(schedule.length);
  }

  std::string path(const Work& work) const {
    CriticalPath found = critical_path(work);
    std::string text;
    TimedGraph graph = timed();
    for (std::size_t job : found.jobs)
      text += units.graph().units[graph[work.jobs()[job].unit].unit].crate_name + " ";
    return text + std::to_string(found.length);
  }

  GraphBuilder units;
  std::vector<UnitTimes> times;
};

TEST_F(ScheduleTest, RunsWhatIsReadyOnFreeCores) {
  units.library("a");
  units.library("b");
  units.library("c");
  times = {{10, 6, 10}, {20, 6, 20}, {5, 3, 5}};
  Work work = make_work(timed(), {false, false, false});
  EXPECT_EQ(show(work, 1), "b@0 a@20 c@30 end@35");
  EXPECT_EQ(show(work, 2), "a@0 b@0 c@10 end@20");
  EXPECT_EQ(work.total(), 35);
}

TEST_F(ScheduleTest, ADependentOfASplitLibraryWaitsForItsMetadata) {
  UnitIndex util = units.library("util");
  UnitIndex app = units.library("app", {util});
  units.binary("main", {app});
  times = {{10, 6, 10}, {20, 12, 20}, {5, 0, 0}};
  // In the order of ids: app, main, util.
  EXPECT_EQ(show(make_work(timed(), {false, false, false}), 2), "util@0 app@10 main@30 end@35");
  EXPECT_EQ(show(make_work(timed(), {false, false, true}), 2), "util.m@0 util.c@0 app@6 main@26 end@31");
  EXPECT_EQ(show(make_work(timed(), {false, false, true}), 1), "util.m@0 app@6 util.c@26 main@36 end@41");
}

TEST_F(ScheduleTest, MetadataThatNobodyAsksForIsNotMade) {
  units.binary("main", {units.library("util")});
  times = {{10, 6, 10}, {5, 0, 0}};
  EXPECT_EQ(show(make_work(timed(), {false, true}), 4), "util.c@0 main@10 end@15");
}

TEST_F(ScheduleTest, WhatLinksWaitsForAllLibrariesBelow) {
  UnitIndex util = units.library("util");
  UnitIndex app = units.library("app", {util});
  units.binary("main", {app});
  times = {{50, 6, 50}, {10, 5, 10}, {5, 0, 0}};
  EXPECT_EQ(show(make_work(timed(), {false, false, true}), 8), "util.m@0 util.c@0 app@6 main@50 end@55");
}

TEST_F(ScheduleTest, UnderCargoDependentsStartInTheMiddle) {
  UnitIndex util = units.library("util");
  UnitIndex app = units.library("app", {util});
  units.binary("main", {app});
  times = {{10, 6, 10}, {20, 12, 20}, {5, 0, 0}};
  EXPECT_EQ(show(make_cargo_work(timed()), 2), "util@0 app@6 main@26 end@31");
  EXPECT_EQ(show(make_cargo_work(timed()), 1), "util@0 app@10 main@30 end@35");
  EXPECT_EQ(make_cargo_work(timed()).total(), 35);
}

TEST_F(ScheduleTest, ProcMacrosAndBuildScriptsAreWaitedFor) {
  UnitIndex macros = units.proc_macro("macros");
  UnitIndex run = units.build_script("app");
  UnitIndex app = units.library("app", {macros});
  units.use_script(app, run);
  times = {{30, 0, 0}, {10, 0, 0}, {25, 0, 0}, {5, 3, 5}};
  EXPECT_EQ(show(make_work(timed(), std::vector<bool>(4)), 4), "build_script_build@0 macros@0 @10 app@35 end@40");
}

TEST_F(ScheduleTest, TheCriticalPathIsTheLongestChain) {
  UnitIndex slow = units.library("slow"), quick = units.library("quick");
  UnitIndex both = units.library("both", {slow, quick});
  units.binary("main", {both});
  times = {{30, 10, 30}, {12, 11, 12}, {4, 2, 4}, {8, 0, 0}};
  // In the order of ids: both, main, quick, slow.
  EXPECT_EQ(path(make_work(timed(), {false, false, false, false})), "slow both main 42");
  EXPECT_EQ(path(make_work(timed(), {false, false, false, true})), "slow main 38");
  EXPECT_EQ(path(make_cargo_work(timed())), "slow main 38");
}

TEST_F(ScheduleTest, ARebuildIsWhatDependsOnTheChange) {
  UnitIndex util = units.library("util"), other = units.library("other");
  UnitIndex app = units.library("app", {util, other});
  units.binary("main", {app});
  times = {{10, 6, 10}, {10, 6, 10}, {20, 12, 20}, {5, 0, 0}};
  // In the order of ids: app, main, other, util.
  std::vector<bool> rebuilt = rebuilt_after(timed(), 3);
  EXPECT_EQ(rebuilt, (std::vector<bool>{true, true, false, true}));
  EXPECT_EQ(show(make_work(timed(), std::vector<bool>(4), rebuilt), 2), "util@0 app@10 main@30 end@35");
}

TEST_F(ScheduleTest, NothingTakesNoTime) {
  EXPECT_EQ(show(make_work({}, {}), 2), "end@0");
  EXPECT_EQ(path(make_work({}, {})), "0");
}

}  // namespace
}  // namespace ferrule
