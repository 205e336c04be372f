#include "command/cmake/call_session.h"

#include <gtest/gtest.h>

#include "support/fake_disk.h"

namespace ferrule {
namespace {

class CallSessionTest : public testing::Test {
 protected:
  CallSessionTest() { disk.put_directory("/h/ferrule/Debug/ferrule"); }

  static EdgeGraph graph_of(const std::string& id) {
    EdgeGraph graph;
    graph.edges.emplace_back();
    graph.edges.back().action.id = id;
    graph.edges.back().action.package = id;
    return graph;
  }

  FakeDisk disk;
  CallSession session{disk, "/h"};
};

TEST_F(CallSessionTest, KnowsEdgesOfEarlierCallsWithoutTheDisk) {
  EdgeGraph first = graph_of("a"), second = graph_of("a"), elsewhere = graph_of("a");
  session.edges("/h/ferrule/Debug", "one").leave_out_known(first, "own");
  EXPECT_EQ(first.edges.size(), 1u);
  disk.clear_log();
  session.edges("/h/ferrule/Debug", "one").leave_out_known(second, "own");
  EXPECT_TRUE(second.edges.empty());
  EXPECT_TRUE(disk.log().empty());
  session.edges("/h/ferrule/Release", "one").leave_out_known(elsewhere, "own");
  EXPECT_EQ(elsewhere.edges.size(), 1u);
}

TEST_F(CallSessionTest, KeepsThemForProcessesToCome) {
  EdgeGraph first = graph_of("a"), later = graph_of("a");
  session.edges("/h/ferrule/Debug", "one").leave_out_known(first, "own");
  ASSERT_TRUE(session.write());
  CallSession(disk, "/h").edges("/h/ferrule/Debug", "one").leave_out_known(later, "own");
  EXPECT_TRUE(later.edges.empty());
}

TEST_F(CallSessionTest, TellsCMakeOfAFileOnce) {
  std::vector<std::string> first = {"/w/Cargo.toml", "/w/a/Cargo.toml"};
  std::vector<std::string> second = {"/w/Cargo.toml", "/w/b/Cargo.toml"};
  session.leave_out_told(first);
  session.leave_out_told(second);
  EXPECT_EQ(first.size(), 2u);
  EXPECT_EQ(second, (std::vector<std::string>{"/w/b/Cargo.toml"}));
}

}  // namespace
}  // namespace ferrule
