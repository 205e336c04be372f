#include "timings/timeline.h"

#include <gtest/gtest.h>

namespace ferrule::test {
namespace {

LoggedOutput logged(const std::string& output, Milliseconds start, Milliseconds end) {
  return {output, start, end, "hash of " + output};
}

Edge edge(EdgeKind kind, const std::string& output, std::vector<std::string> inputs = {}) {
  Edge made;
  made.action.kind = kind;
  made.description = output + " v1.0";
  made.outputs = {output};
  made.inputs = std::move(inputs);
  made.time = 7;
  return made;
}

std::vector<std::string> critical(const Timeline& timeline) {
  std::vector<std::string> names;
  for (const TimelineBar& bar : timeline.bars)
    if (bar.is_critical) names.push_back(bar.output);
  return names;
}

TEST(TimelineTest, TheLastBuildThatMadeSomething) {
  const std::vector<LoggedOutput> log = {logged("a", 0, 100),
                                         logged("b", 50, 200),
                                         logged("c", 0, 30),
                                         logged("d", 10, 90),
                                         logged("ferrule/recording/watched", 0, 5),
                                         logged("build.ninja", 0, 6)};
  const std::vector<LoggedOutput> last = last_build(log);
  ASSERT_EQ(last.size(), 2u);
  EXPECT_EQ(last[0].output, "c");
  EXPECT_EQ(last[1].output, "d");
  EXPECT_TRUE(last_build({logged("ferrule/recording/watched", 0, 5)}).empty());
}

TEST(TimelineTest, BarsOfASlotDontOverlap) {
  const Timeline timeline =
      make_timeline({logged("a", 0, 10), logged("b", 0, 30), logged("c", 10, 20), logged("d", 15, 40)}, nullptr);
  EXPECT_EQ(timeline.slots, 3u);
  EXPECT_EQ(timeline.length, 40);
  std::vector<std::size_t> slots;
  for (const TimelineBar& bar : timeline.bars) slots.push_back(bar.slot);
  EXPECT_EQ(slots, (std::vector<std::size_t>{0, 1, 0, 2}));
}

TEST(TimelineTest, TheCriticalPathGoesThroughWhatEndedLast) {
  EdgeGraph graph;
  graph.edges = {edge(EdgeKind::metadata, "base"), edge(EdgeKind::metadata, "other"),
                 edge(EdgeKind::codegen, "middle", {"base", "other"}),
                 edge(EdgeKind::executable, "app", {"link/middle"})};
  graph.aliases = {{"link/middle", {"middle"}}};
  const Timeline timeline = make_timeline(
      {logged("base", 0, 10), logged("other", 0, 20), logged("middle", 20, 50), logged("app", 50, 70)}, &graph);
  EXPECT_EQ(critical(timeline), (std::vector<std::string>{"other", "middle", "app"}));
  EXPECT_EQ(timeline.bars.back().name, "app v1.0");
  EXPECT_EQ(timeline.bars.back().kind, "link");
  EXPECT_EQ(timeline.bars.back().predicted, 7);
}

TEST(TimelineTest, AnEdgeWithSeveralOutputsIsOneBar) {
  EdgeGraph graph;
  graph.edges = {edge(EdgeKind::fused_library, "lib.rlib")};
  graph.edges[0].outputs.emplace_back("lib_meta.rlib");
  EXPECT_EQ(make_timeline({logged("lib.rlib", 0, 9), logged("lib_meta.rlib", 0, 9)}, &graph).bars.size(), 1u);
}

TEST(TimelineTest, PeaksOfWhatRanAtOnceAreAddedUp) {
  Timeline timeline = make_timeline(
      {logged("a", 0, 10), logged("b", 5, 20), logged("c", 10, 30), logged("d", 40, 50), logged("e", 41, 45)},
      nullptr);
  EXPECT_EQ(peak_memory(timeline).at_once, 0);
  const std::int64_t peaks[] = {300, 100, 200, 350, 0};
  for (std::size_t i = 0; i < timeline.bars.size(); ++i) timeline.bars[i].peak_kib = peaks[i];
  EXPECT_EQ(peak_memory(timeline).largest, 350);
  EXPECT_EQ(peak_memory(timeline).at_once, 400) << "c begins where a ends";
}

TEST(TimelineTest, NamesOfFilesSayWhatCMakeHasBuilt) {
  LoggedOutput library = logged("/b/ferrule/Debug/rlib/libb-0123456789abcdef.rlib", 3, 5);
  LoggedOutput hollow = logged("/b/ferrule/Debug/meta/libb-0123456789abcdef_meta.rlib", 3, 5);
  hollow.command_hash = library.command_hash;
  const Timeline timeline =
      make_timeline({logged("CMakeFiles/app.dir/main.cc.o", 0, 1), logged("/b/ferrule/Debug/rlib/liba.rlib", 1, 2),
                     logged("app", 2, 3), library, hollow},
                    nullptr);
  ASSERT_EQ(timeline.bars.size(), 4u);
  EXPECT_EQ(timeline.bars[3].kind, "library");
  EXPECT_EQ(timeline.bars[3].name, "b");
  EXPECT_EQ(timeline.bars[0].kind, "C++");
  EXPECT_EQ(timeline.bars[0].name, "main.cc.o");
  EXPECT_EQ(timeline.bars[1].kind, "codegen");
  EXPECT_EQ(timeline.bars[2].kind, "link");
}

}  // namespace
}  // namespace ferrule::test
