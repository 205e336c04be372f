#include "plan/edges/edge_order.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <unordered_map>

namespace ferrule {

namespace {

/// An edge or an alias, as far as critical times are concerned.
struct Node {
  std::array<const std::vector<std::string>*, 2> inputs;
  Milliseconds time;  // an alias takes none
  Milliseconds critical_time = -1;
};

class HeightFinder {
 public:
  explicit HeightFinder(const EdgeGraph& graph) {
    for (const Edge& edge : graph.edges) {
      for (const std::string& output : edge.outputs) producers_[output] = nodes_.size();
      nodes_.push_back({{&edge.inputs, &edge.order_only}, std::max<Milliseconds>(edge.time, 1)});
    }
    for (const Alias& alias : graph.aliases) {
      producers_[alias.name] = nodes_.size();
      nodes_.push_back({{&alias.inputs, &none_}, 0});
    }
    consumers_.resize(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      for (const std::vector<std::string>* inputs : nodes_[i].inputs) add_consumer(i, *inputs);
  }

  /// Iterative depth-first search: chains may be thousands of edges long.
  Milliseconds critical_time(std::size_t start) {
    std::vector<std::size_t> stack = {start};
    while (!stack.empty()) {
      std::size_t at = stack.back();
      Node& node = nodes_[at];
      if (node.critical_time >= 0) {
        stack.pop_back();
        continue;
      }
      Milliseconds highest = 0;
      bool ready = true;
      for (std::size_t consumer : consumers_[at]) {
        if (nodes_[consumer].critical_time < 0) {
          stack.push_back(consumer);
          ready = false;
        } else {
          highest = std::max(highest, nodes_[consumer].critical_time);
        }
      }
      if (!ready) continue;
      node.critical_time = highest + node.time;
      stack.pop_back();
    }
    return nodes_[start].critical_time;
  }

 private:
  void add_consumer(std::size_t node, const std::vector<std::string>& inputs) {
    for (const std::string& input : inputs)
      if (auto producer = producers_.find(input); producer != producers_.end())
        consumers_[producer->second].push_back(node);
  }

  const std::vector<std::string> none_;
  std::vector<Node> nodes_;
  std::vector<std::vector<std::size_t>> consumers_;
  std::unordered_map<std::string_view, std::size_t> producers_;
};

}  // namespace

void order_edges(EdgeGraph& graph) {
  HeightFinder finder(graph);
  for (std::size_t i = 0; i < graph.edges.size(); ++i) graph.edges[i].critical_time = finder.critical_time(i);
  std::ranges::stable_sort(graph.edges, std::ranges::greater(), &Edge::critical_time);
}

}  // namespace ferrule
