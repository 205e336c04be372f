// What the tests of planning share: a graph to fill, and a plan to look at.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "plan/edges/planner.h"
#include "support/graph_builder.h"
#include "support/show.h"

namespace ferrule {

class PlanTest : public testing::Test {
 protected:
  EdgeGraph edges() const { return make_edges(units.graph(), options); }

  /// The edge of that id; a failure of the test if there is none.
  Edge edge(std::string_view id) const {
    for (const Edge& candidate : edges().edges)
      if (candidate.action.id == id) return candidate;
    ADD_FAILURE() << "no edge " << id;
    return {};
  }

  /// Its command, as text.
  std::string command(std::string_view id) const { return show(edge(id).action.command); }

  /// All edges, as lines.
  std::vector<std::string> lines() const {
    std::vector<std::string> shown;
    for (const Edge& each : edges().edges) shown.push_back(show(each));
    return shown;
  }

  /// What an alias stands for, or "<none>".
  std::string alias(std::string_view name) const {
    for (const Alias& candidate : edges().aliases)
      if (candidate.name == name) return show(candidate.inputs);
    return "<none>";
  }

  GraphBuilder units;
  PlanOptions options{"/b", Pipelining::hollow, {}, {"/rust/bin/rustc", false, ""}, false};
};

using Lines = std::vector<std::string>;

}  // namespace ferrule
