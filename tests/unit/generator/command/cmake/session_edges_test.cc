#include "command/cmake/session_edges.h"

#include <gtest/gtest.h>

#include "support/fake_disk.h"
#include "support/show.h"

namespace ferrule {
namespace {

class SessionEdgesTest : public testing::Test {
 protected:
  SessionEdgesTest() { disk.put_directory("/b/ferrule"); }

  static Edge edge(const std::string& id, const std::string& package, const std::string& argument = "") {
    Edge made;
    made.action.kind = EdgeKind::codegen;
    made.action.id = id;
    made.action.package = package;
    made.action.directory = "/w/" + argument;
    return made;
  }

  /// The ids of the edges that a call writes.
  std::string written(const std::string& session, std::vector<Edge> edges, const std::string& package = "own") {
    EdgeGraph graph;
    graph.edges = std::move(edges);
    SessionEdges known(disk, "/b", session);
    known.leave_out_known(graph, package);
    EXPECT_TRUE(known.write(disk));
    std::vector<std::string> ids;
    for (const Edge& left : graph.edges) ids.push_back(left.action.id);
    return show(ids);
  }

  FakeDisk disk;
};

TEST_F(SessionEdgesTest, LeavesOutWhatAnEarlierCallHasWritten) {
  EXPECT_EQ(written("one", {edge("a", "a"), edge("b", "b")}), "a b");
  EXPECT_EQ(written("one", {edge("b", "b"), edge("c", "c")}), "c");
  EXPECT_EQ(written("one", {edge("a", "a"), edge("c", "c")}), "");
}

TEST_F(SessionEdgesTest, WritesAllInAnotherSessionAndWithoutOne) {
  EXPECT_EQ(written("one", {edge("a", "a")}), "a");
  EXPECT_EQ(written("", {edge("a", "a")}), "a");
  EXPECT_EQ(written("two", {edge("a", "a")}), "a");
}

TEST_F(SessionEdgesTest, WritesWhatIsNotTheSame) {
  EXPECT_EQ(written("one", {edge("a", "a", "here")}), "a");
  EXPECT_EQ(written("one", {edge("a", "a", "there")}), "a") << "CMake refuses it";
  EXPECT_EQ(written("one", {edge("a", "a", "there")}), "a") << "the first one counts";
}

TEST_F(SessionEdgesTest, WritesThoseOfTheCallsOwnPackage) {
  EXPECT_EQ(written("one", {edge("a", "a")}), "a");
  EXPECT_EQ(written("one", {edge("a", "a")}, "a"), "a");
}

TEST_F(SessionEdgesTest, KnowsTheGreatestHeightOfEach) {
  Edge low = edge("a", "a"), high = edge("a", "a");
  low.critical_time = 3;
  high.critical_time = 12;
  written("one", {low});
  written("one", {high, edge("b", "b")});
  written("one", {low});
  const std::string text = disk.text(std::string("/b/") + std::string(kEdgeListFile));
  EXPECT_EQ(find_edge("a", text).critical_time, 12);
  EXPECT_EQ(find_edge("b", text).critical_time, 0);
}

}  // namespace
}  // namespace ferrule
