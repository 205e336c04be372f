#include "formats/running_edge.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

std::string shown(const RunningEdge& edge) { return edge.verb + "|" + edge.package + "|" + edge.name; }

TEST(RunningEdgeTest, IsReadAsItWasWritten) {
  const RunningEdge edge{"Compiling", "app v0.1.0 (/home/me/app)", "app(bin)"};
  EXPECT_EQ(shown(read_running_edge(write_running_edge(edge))), shown(edge));
  EXPECT_EQ(shown(read_running_edge(write_running_edge({"", "app v0.1.0", "app"}))), "|app v0.1.0|app");
}

TEST(RunningEdgeTest, NothingInItMovesTheCursor) {
  EXPECT_EQ(shown(read_running_edge("a\r\nb\x1b[2J\nc\x07\nd")), "a?|b?[2J|c??d");
  EXPECT_EQ(shown(read_running_edge("alone")), "alone||");
  EXPECT_EQ(shown(read_running_edge("")), "||");
}

}  // namespace
}  // namespace ferrule
