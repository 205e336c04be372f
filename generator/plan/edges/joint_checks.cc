#include "plan/edges/joint_checks.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "base/paths.h"
#include "graph/alias_index.h"
#include "plan/edges/edge_order.h"

namespace ferrule {

namespace {

std::vector<std::string> absolute(const std::string& directory, const std::vector<std::string>& paths) {
  std::vector<std::string> result;
  for (const std::string& path : paths) result.push_back(join_path(directory, path));
  return result;
}

/// The id of a crate's clippy edge, by that of its check edge.
std::string clippy_of(const std::string& check) {
  const std::string_view rule = rule_name(EdgeKind::check);
  return check.substr(0, check.size() - rule.size()).append(rule_name(EdgeKind::clippy));
}

/// The edges that a set of edges leads to by what they read.
class Reach {
 public:
  explicit Reach(const std::vector<Edge>& edges) : edges_(edges), reached_(edges.size()) {
    for (std::size_t place = 0; place < edges.size(); ++place)
      for (const std::string& output : edges[place].outputs) makers_.emplace(output, place);
  }

  /// The places of those that are new.
  std::vector<std::size_t> add(std::size_t place) {
    std::vector<std::size_t> open = {place}, added;
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      if (reached_[at]) continue;
      reached_[at] = true;
      added.push_back(at);
      for (const std::string& input : edges_[at].inputs)
        if (auto maker = makers_.find(input); maker != makers_.end()) open.push_back(maker->second);
    }
    return added;
  }

  bool contains(std::size_t place) const { return reached_[place]; }

 private:
  const std::vector<Edge>& edges_;
  std::unordered_map<std::string_view, std::size_t> makers_;
  std::vector<bool> reached_;
};

}  // namespace

void JointChecks::add(const PlannedChecks& plan) {
  const AliasIndex aliases(plan.edges);
  for (const Edge& edge : plan.edges.edges) {
    if (traits_of(edge.action.kind).verb.empty() || traits_of(edge.action.kind).runs_tests) continue;
    if (!places_.try_emplace({plan.directory, edge.action.id}, edges_.size()).second) continue;
    Edge& added = edges_.emplace_back(edge);
    added.directory = plan.directory;
    added.outputs = absolute(plan.directory, edge.outputs);
    added.inputs = absolute(plan.directory, aliases.files_behind(edge.inputs));
    added.order_only = absolute(plan.directory, edge.order_only);
    added.tools = absolute(plan.directory, edge.tools);
  }
  for (const std::string& id : plan.wanted)
    if (auto found = places_.find({plan.directory, id}); found != places_.end()) wanted_.push_back(found->second);
}

EdgeGraph JointChecks::edges() const {
  Reach reach(edges_);
  for (std::size_t place : wanted_)
    for (std::size_t reached : reach.add(place)) {
      const Edge& edge = edges_[reached];
      if (edge.action.kind != EdgeKind::check) continue;
      auto clippy = places_.find({edge.directory, clippy_of(edge.action.id)});
      if (clippy != places_.end()) reach.add(clippy->second);
    }
  EdgeGraph graph;
  Alias checks{"check", {}}, lints{"clippy", {}};
  for (std::size_t place = 0; place < edges_.size(); ++place) {
    if (!reach.contains(place)) continue;
    const Edge& edge = edges_[place];
    graph.edges.push_back(edge);
    if (edge.action.kind == EdgeKind::check) checks.inputs.push_back(edge.outputs.front());
    if (edge.action.kind == EdgeKind::clippy) lints.inputs.push_back(edge.outputs.front());
  }
  for (Alias* alias : {&checks, &lints}) std::sort(alias->inputs.begin(), alias->inputs.end());
  graph.aliases = {std::move(checks), std::move(lints)};
  graph.defaults = {"check"};
  order_edges(graph);
  return graph;
}

}  // namespace ferrule
