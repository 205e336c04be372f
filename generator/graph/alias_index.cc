#include "graph/alias_index.h"

#include <algorithm>
#include <unordered_set>

namespace ferrule {

AliasIndex::AliasIndex(const EdgeGraph& graph) {
  for (const Alias& alias : graph.aliases) aliases_.emplace(alias.name, &alias);
}

std::vector<std::string> AliasIndex::files_behind(const std::vector<std::string>& names) const {
  struct Visit {
    std::string_view name;
    bool inputs_done;
  };
  std::vector<std::string> files;
  std::unordered_set<std::string_view> seen;
  std::vector<Visit> pending;
  auto push = [&](const std::vector<std::string>& list) {
    for (const std::string& name : list) pending.push_back({name, false});
  };
  push(names);
  while (!pending.empty()) {
    Visit visit = pending.back();
    pending.pop_back();
    auto alias = aliases_.find(visit.name);
    if (visit.inputs_done) {
      // An alias' own files stand before those of its inputs.
      const std::vector<std::string>& inputs = alias->second->inputs;
      for (auto input = inputs.rbegin(); input != inputs.rend(); ++input)
        if (!aliases_.contains(*input) && seen.insert(*input).second) files.push_back(*input);
      continue;
    }
    if (!seen.insert(visit.name).second) continue;
    if (alias == aliases_.end()) {
      files.emplace_back(visit.name);
      continue;
    }
    pending.push_back({visit.name, true});
    for (const std::string& input : alias->second->inputs)
      if (aliases_.contains(input)) pending.push_back({input, false});
  }
  std::reverse(files.begin(), files.end());
  return files;
}

}  // namespace ferrule
