// Aliases written out, for whoever has none.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/edge_graph.h"

namespace ferrule {

class AliasIndex {
 public:
  /// Of the graph's aliases as they are now; the graph must stay.
  explicit AliasIndex(const EdgeGraph& graph);

  bool contains(std::string_view name) const { return aliases_.contains(name); }

  /// The files behind `names` (aliases or plain paths), each before those that the aliases behind it lead to: the
  /// order in which a linker wants archives.
  std::vector<std::string> files_behind(const std::vector<std::string>& names) const;

 private:
  std::unordered_map<std::string_view, const Alias*> aliases_;
};

}  // namespace ferrule
