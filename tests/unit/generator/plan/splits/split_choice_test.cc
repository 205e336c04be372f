#include "plan/splits/split_choice.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>

#include "plan/splits/schedule.h"
#include "support/graph_builder.h"

namespace ferrule {
namespace {

/// A chain of libraries under a program, and as many beside it as there are cores to keep busy.
class SplitChoiceTest : public testing::Test {
 protected:
  UnitIndex library(const std::string& name, const GraphBuilder::Units& dependencies = {}) {
    times.push_back({1000, 500, 1000});
    return units.library(name, dependencies);
  }

  UnitIndex binary(const std::string& name, const GraphBuilder::Units& dependencies) {
    times.push_back({300, 0, 0});
    return units.binary(name, dependencies);
  }

  UnitIndex chain() {
    UnitIndex low = library("low");
    UnitIndex middle = library("middle", {low});
    UnitIndex high = library("high", {middle});
    return binary("program", {high});
  }

  /// The crates that are split, in the order of the graph.
  std::string choose(int cores, const std::map<std::string, Split>& decided = {}, bool is_estimated = false) const {
    TimedGraph graph = make_timed_graph(units.graph(), times);
    SplitQuestion question{graph, cores, std::vector<Split>(graph.size()), is_estimated};
    for (std::size_t i = 0; i < graph.size(); ++i)
      if (auto found = decided.find(units.graph().units[graph[i].unit].crate_name); found != decided.end())
        question.decided[i] = found->second;
    std::vector<bool> split = choose_splits(question);
    std::string text;
    for (std::size_t i = 0; i < graph.size(); ++i)
      if (split[i]) text += units.graph().units[graph[i].unit].crate_name + " ";
    return text;
  }

  GraphBuilder units;
  std::vector<UnitTimes> times;
};

TEST_F(SplitChoiceTest, SplitsTheLongestChainWhereThereAreCores) {
  chain();
  EXPECT_EQ(choose(8), "low middle ");
}

TEST_F(SplitChoiceTest, SplitsNothingOnOneCore) {
  chain();
  EXPECT_EQ(choose(1), "");
}

TEST_F(SplitChoiceTest, SplitsNothingWhereAllCoresAreBusyAnyway) {
  chain();
  for (int i = 0; i < 40; ++i) library("other" + std::to_string(i));
  EXPECT_EQ(choose(2), "");
  EXPECT_EQ(choose(64), "low middle ");
}

TEST_F(SplitChoiceTest, SplitsNoLibraryThatOnlyLinksWaitFor) {
  UnitIndex only = library("only");
  binary("program", {only});
  EXPECT_EQ(choose(8), "");
}

TEST_F(SplitChoiceTest, HoldsToWhatIsDecided) {
  chain();
  EXPECT_EQ(choose(8, {{"low", Split::no}}), "middle ");
  EXPECT_EQ(choose(1, {{"low", Split::yes}}), "low ");
}

TEST_F(SplitChoiceTest, SplitsForTheSakeOfEditsWhileABuildTakesNoLonger) {
  chain();
  for (int i = 0; i < 400; ++i) library("other" + std::to_string(i));
  EXPECT_EQ(choose(2), "");
  for (UnitIndex unit : {0, 1, 2, 3}) units[unit].package.is_path = true;
  // That saves half a second after an edit of `low`, and of `middle`; to split `low` does so only for the first.
  EXPECT_EQ(choose(2), "middle ");
}

TEST_F(SplitChoiceTest, EstimatesMayBeWrongWhereCoresAreToSpare) {
  chain();
  binary("tool", {library("upper", {library("lower")})});
  EXPECT_EQ(choose(8), "low middle ");
  EXPECT_EQ(choose(8, {}, /*is_estimated=*/true), "low lower middle ");
  EXPECT_EQ(choose(1, {}, /*is_estimated=*/true), "");
}

TEST_F(SplitChoiceTest, CompilesAProgramWhileItsLibrariesAreGenerated) {
  UnitIndex program = binary("program", {library("library")});
  times[program] = {1000, 900, 100};
  EXPECT_EQ(choose(8), "");
  units[program].command.emplace_back("--emit=dep-info,link");
  EXPECT_EQ(choose(8), "library program ");
  EXPECT_EQ(choose(8, {{"library", Split::no}}), "");
  EXPECT_EQ(choose(1), "");
}

TEST_F(SplitChoiceTest, LoadsAProcMacroWhenItIsLinked) {
  UnitIndex parser = library("parser");
  UnitIndex macros = units.proc_macro("macros", {parser});
  times.push_back({1000, 900, 100});
  units[macros].command.emplace_back("--emit=dep-info,link");
  binary("program", {library("user", {macros})});
  EXPECT_EQ(choose(8), "macros parser ");
  TimedGraph graph = make_timed_graph(units.graph(), times);
  // The parser's metadata (500), the macro (900), its linking (100), its user (1000), the program (300).
  std::vector<bool> split;
  for (const TimedUnit& unit : graph) split.push_back(unit.unit == macros || unit.unit == parser);
  EXPECT_EQ(simulate(make_work(graph, split), 8).length, 2800);
}

/// Crates whose times and dependencies are any, but the same each time.
TEST_F(SplitChoiceTest, NoOtherSplitMakesTheBuildMuchShorter) {
  std::uint32_t state = 7;
  auto any = [&](std::uint32_t below) { return (state = state * 1664525 + 1013904223) / 65536 % below; };
  for (std::uint32_t i = 0; i < 40; ++i) {
    GraphBuilder::Units below;
    if (i > 2) below = {any(i), i - 1 - any(3)};
    library("crate" + std::to_string(i), below);
    Milliseconds whole = 100 + any(2000);
    times.back() = {whole, whole * (20 + any(60)) / 100, whole};
  }
  binary("program", {39, 38, 30});
  TimedGraph graph = make_timed_graph(units.graph(), times);
  for (int cores : {2, 3, 6}) {
    std::vector<bool> split = choose_splits({graph, cores, std::vector<Split>(graph.size()), false});
    Milliseconds best = simulate(make_work(graph, split), cores).length;
    for (std::size_t i = 0; i < graph.size(); ++i) {
      if (!graph[i].can_split) continue;
      split[i] = !split[i];
      EXPECT_GE(simulate(make_work(graph, split), cores).length, best - best / 1000) << cores << " cores, " << i;
      split[i] = !split[i];
    }
  }
}

TEST_F(SplitChoiceTest, TellsWhatASplitSaves) {
  chain();
  for (UnitIndex unit : {0, 1, 2, 3}) units[unit].package.is_path = true;
  TimedGraph graph = make_timed_graph(units.graph(), times);
  // In the order of ids: high, low, middle, program.
  std::string text;
  for (const SplitSaving& saving : savings_of(graph, 4, {false, true, true, false}))
    text += units.graph().units[graph[saving.unit].unit].crate_name + " " + std::to_string(saving.build) + " " +
            std::to_string(saving.rebuild) + "\n";
  EXPECT_EQ(text, "low 500 500\nmiddle 500 500\n");
}

}  // namespace
}  // namespace ferrule
