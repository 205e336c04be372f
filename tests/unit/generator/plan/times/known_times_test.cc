#include "plan/times/known_times.h"

#include <gtest/gtest.h>

#include "support/graph_builder.h"

namespace ferrule {
namespace {

LoggedOutput logged(const std::string& output, Milliseconds time, const std::string& hash) {
  return {output, 0, time, hash, time};
}

TEST(KnownTimesTest, KnowsAFusedLibraryFromASplitOne) {
  GraphBuilder units;
  UnitIndex fused = units.library("fused");
  units.library("split", {fused});
  units.binary("my-app", {fused});
  KnownTimes known;
  known.learn(
      units.graph(),
      std::vector<LoggedOutput>{logged("rlib/libfused-1.rlib", 30, "a"), logged("meta/libfused-1_meta.rlib", 30, "a"),
                                logged("meta/libsplit-2_meta.rlib", 12, "b"), logged("rlib/libsplit-2.rlib", 25, "c"),
                                logged("bin/my-app", 7, "d"), logged("elsewhere", 1, "e")});
  EXPECT_EQ(known.text(),
            "unit fused-1\nname fused\nwhole 30\n\n"
            "unit my_app-3\nname my-app bin my-app\nwhole 7\n\n"
            "unit split-2\nname split\nmetadata 12\ncodegen 25\n\n");
}

TEST(KnownTimesTest, KnowsCompilingFromLinking) {
  GraphBuilder units;
  units.binary("app");
  KnownTimes known;
  known.learn(units.graph(),
              std::vector<LoggedOutput>{logged("unlinked/app-1.a", 30, "a"), logged("bin/app", 4, "b")});
  EXPECT_EQ(known.text(), "unit app-1\nname app bin app\nmetadata 30\ncodegen 4\n\n");
}

TEST(KnownTimesTest, KnowsBuildScriptsAndTheirRuns) {
  GraphBuilder units;
  units.build_script("native");
  KnownTimes known;
  known.learn(units.graph(),
              std::vector<LoggedOutput>{logged("debug/build/native-1/build-script-build", 30, "a"),
                                        logged("debug/build/native-1-run/build-script.output", 900, "b")});
  EXPECT_EQ(known.text(),
            "unit build_script_build-1\nname native build script\nwhole 30\n\n"
            "unit native-1\nname native build script run\nwhole 900\n\n");
}

TEST(KnownTimesTest, ALaterTimeReplacesAnEarlierOneButForIncrementalCompilation) {
  GraphBuilder units;
  units.binary("app");
  units[units.binary("edited")].command.emplace_back(IncrementalDirectory{});
  KnownTimes known;
  known.learn(units.graph(), std::vector<LoggedOutput>{logged("bin/app", 30, "a"), logged("bin/edited", 30, "b")});
  known.learn(units.graph(), std::vector<LoggedOutput>{logged("bin/app", 20, "a"), logged("bin/edited", 4, "b")});
  EXPECT_EQ(known.find(units[0]).whole, 20);
  EXPECT_EQ(known.find(units[1]).whole, 30);
}

TEST(KnownTimesTest, SurviveANewHash) {
  GraphBuilder before;
  before.binary("app");
  KnownTimes known;
  known.learn(before.graph(), std::vector<LoggedOutput>{logged("bin/app", 30, "a")});

  GraphBuilder after;
  after.library("new");
  UnitIndex app = after.binary("app");
  known.learn(after.graph(), {});
  EXPECT_EQ(known.find(after[app]).whole, 30);
  EXPECT_EQ(known.find(after[0]), MeasuredTimes{});
  known.learn(after.graph(), std::vector<LoggedOutput>{logged("bin/app", 40, "a")});
  EXPECT_EQ(known.text(), "unit app-2\nname app bin app\nwhole 40\n\n");
}

TEST(KnownTimesTest, ComeBackAsTheyWereKept) {
  const std::string text = "unit a-1\nname a\nwhole 30\n\nunit b-2\nname b\nmetadata 12\ncodegen 25\n\n";
  Result<KnownTimes> back = KnownTimes::parse(text, "times");
  ASSERT_TRUE(back);
  EXPECT_EQ(back->text(), text);
  EXPECT_FALSE(KnownTimes::parse("unit a", "cut off"));
}

}  // namespace
}  // namespace ferrule
