#include "plan/edges/edge_order.h"

#include <gtest/gtest.h>

#include "support/show.h"

namespace ferrule {
namespace {

/// An edge that makes what it is called.
Edge edge(const std::string& name, const std::vector<std::string>& inputs = {}) {
  Edge made;
  made.action.id = name;
  made.outputs = {name};
  made.inputs = inputs;
  return made;
}

std::string order_of(EdgeGraph graph) {
  order_edges(graph);
  std::vector<std::string> names;
  for (const Edge& each : graph.edges) names.push_back(each.action.id);
  return show(names);
}

TEST(EdgeOrderTest, WhatMostHasToWaitForComesFirst) {
  EXPECT_EQ(order_of({{edge("c", {"b"}), edge("lone"), edge("b", {"a"}), edge("a")}, {}, {}}), "a b c lone");
}

TEST(EdgeOrderTest, GoesByTheLongestChainNotByTheNumberOfUsers) {
  EXPECT_EQ(order_of({{edge("popular"), edge("u1", {"popular"}), edge("u2", {"popular"}), edge("u3", {"popular"}),
                       edge("deep"), edge("d1", {"deep"}), edge("d2", {"d1"})},
                      {},
                      {}}),
            "deep popular d1 u1 u2 u3 d2");
}

TEST(EdgeOrderTest, TellsTheTimeOfTheChainFromEachOn) {
  EdgeGraph graph{
      {edge("end", {"middle", "other"}), edge("middle", {"start"}), edge("start"), edge("other")}, {}, {}};
  graph.edges[0].time = 5;
  graph.edges[1].time = 20;
  graph.edges[3].time = 10;
  order_edges(graph);
  std::string critical_times;
  for (const Edge& each : graph.edges)
    critical_times += each.action.id + " " + std::to_string(each.critical_time) + "; ";
  EXPECT_EQ(critical_times, "start 26; middle 25; other 15; end 5; ");
}

TEST(EdgeOrderTest, EqualEdgesKeepTheirOrder) {
  EXPECT_EQ(order_of({{edge("z"), edge("a"), edge("m")}, {}, {}}), "z a m");
}

TEST(EdgeOrderTest, GoesByTimeWhereItIsKnown) {
  EdgeGraph graph{{edge("long", {"quick"}), edge("quick"), edge("slow")}, {}, {}};
  EXPECT_EQ(order_of(graph), "quick long slow");
  graph.edges[2].time = 100;
  EXPECT_EQ(order_of(graph), "slow quick long");
}

TEST(EdgeOrderTest, SeesThroughAliases) {
  EXPECT_EQ(order_of({{edge("app", {"link/a"}), edge("other"), edge("a")}, {{"link/a", {"a"}}}, {}}), "a app other");
}

TEST(EdgeOrderTest, TakesChainsOfAnyLength) {
  EdgeGraph graph;
  constexpr int kLength = 30'000;
  for (int i = 0; i < kLength; ++i) graph.edges.push_back(edge(std::to_string(i), {std::to_string(i + 1)}));
  order_edges(graph);
  EXPECT_EQ(graph.edges.front().action.id, std::to_string(kLength - 1));
  EXPECT_EQ(graph.edges.back().action.id, "0");
}

}  // namespace
}  // namespace ferrule
