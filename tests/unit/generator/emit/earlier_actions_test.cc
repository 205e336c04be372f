#include "emit/earlier_actions.h"

#include <gtest/gtest.h>

#include "emit/build_directory.h"
#include "plan/edges/planner.h"
#include "support/fake_disk.h"
#include "support/graph_builder.h"

namespace ferrule {
namespace {

using Lines = std::vector<std::string>;

class EarlierActionsTest : public testing::Test {
 protected:
  /// A build directory for these units, written a second after the last one.
  Status write(GraphBuilder& units) {
    disk.tick();
    disk.clear_log();
    edges = make_edges(units.graph(), {"/b", Pipelining::hollow, {}, {"/rust/bin/rustc", false, ""}, false});
    return write_build_directory(disk, "/b", {edges, {"/f/launcher", DepfileMode::gcc, {}}, {}});
  }

  void build() {
    for (const Edge& edge : edges.edges)
      for (const std::string& output : edge.outputs) disk.put("/b/" + output, edge.action.id);
  }

  EdgeGraph edges;
  FakeDisk disk;
};

/// Units with the names and numbers that they have in the other graph too, where they are the same.
GraphBuilder with_program() {
  GraphBuilder units;
  units.binary("app", {units.library("util")});
  return units;
}

GraphBuilder without_program() {
  GraphBuilder units;
  units.library("util");
  return units;
}

TEST_F(EarlierActionsTest, ComeBackWithTheirTimes) {
  GraphBuilder both = with_program(), one = without_program();
  ASSERT_TRUE(write(both));
  const int time = disk.time("/b/actions/app-2.rust_bin");
  build();
  ASSERT_TRUE(write(one));
  EXPECT_EQ(disk.list("/b/ferrule/earlier"), Lines{"app-2.rust_bin"});
  EXPECT_FALSE(disk.has("/b/actions/app-2.rust_bin"));
  ASSERT_TRUE(write(both));
  EXPECT_EQ(disk.time("/b/actions/app-2.rust_bin"), time);
  EXPECT_EQ(disk.list("/b/ferrule/earlier"), Lines{});
}

TEST_F(EarlierActionsTest, AreNewWhereTheySaySomethingElse) {
  GraphBuilder both = with_program(), one = without_program();
  ASSERT_TRUE(write(both));
  const int time = disk.time("/b/actions/app-2.rust_bin");
  build();
  ASSERT_TRUE(write(one));
  both[1].environment.push_back({"NEW", "1"});
  ASSERT_TRUE(write(both));
  EXPECT_GT(disk.time("/b/actions/app-2.rust_bin"), time);
  EXPECT_EQ(disk.list("/b/ferrule/earlier"), Lines{});
}

TEST_F(EarlierActionsTest, AreForgottenWhenWhatTheyMadeIsGone) {
  GraphBuilder both = with_program(), one = without_program(), none;
  ASSERT_TRUE(write(both));
  build();
  ASSERT_TRUE(write(one));
  disk.drop("/b/bin/app");
  ASSERT_TRUE(write(none));
  EXPECT_EQ(disk.list("/b/ferrule/earlier"), (Lines{"util-1.rust_codegen", "util-1.rust_metadata"}));
}

TEST_F(EarlierActionsTest, AreForgottenWhenAnotherEdgeMakesTheSameFile) {
  GraphBuilder both = with_program(), other;
  ASSERT_TRUE(write(both));
  build();
  other.binary("app", {});
  ASSERT_TRUE(write(other));
  EXPECT_EQ(disk.list("/b/actions"), Lines{"app-1.rust_bin"});
  EXPECT_EQ(disk.list("/b/ferrule/earlier"), (Lines{"util-1.rust_codegen", "util-1.rust_metadata"}));
}

TEST_F(EarlierActionsTest, ThatCannotBeUnderstoodAreForgotten) {
  GraphBuilder both = with_program(), one = without_program();
  ASSERT_TRUE(write(both));
  build();
  disk.put("/b/ferrule/earlier/half", "ferrule-act");
  ASSERT_TRUE(write(one));
  EXPECT_EQ(disk.list("/b/ferrule/earlier"), Lines{"app-2.rust_bin"});
}

TEST_F(EarlierActionsTest, AreNotLookedAtWhileThePlanStaysAsItIs) {
  GraphBuilder both = with_program(), one = without_program();
  ASSERT_TRUE(write(both));
  build();
  ASSERT_TRUE(write(one));
  ASSERT_TRUE(write(one));
  for (const std::string& entry : disk.log())
    EXPECT_EQ(entry.find("read /b/ferrule/earlier"), std::string::npos) << entry;
}

}  // namespace
}  // namespace ferrule
