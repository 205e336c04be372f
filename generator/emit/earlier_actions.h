// Actions of edges that the plan has no longer. What these edges made is still there, and when the plan is again what
// it was (a feature off and on, another branch and back) it is up to date, as it is with Cargo. So their actions are
// put away, not removed, and come back with the times that they had.
//
// ninja knows such an output by its log, which keeps what it has on files that exist, and by the command there, which
// holds the action's name: where another edge has made a file of that name since, it is made again.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "base/result.h"
#include "graph/edge_graph.h"
#include "system/disk.h"

namespace ferrule {

/// Where they stand, relative to the build directory.
inline constexpr std::string_view kEarlierActionsDirectory = "ferrule/earlier";

class EarlierActions {
 public:
  /// Of a build directory (absolute).
  EarlierActions(Disk& disk, const std::string& directory);

  /// Writes an action that is not in `actions/`: an earlier one for the same work goes back to its place.
  Status bring_back_or_create(const std::string& id, const std::string& text);

  /// Puts away the actions that no edge has.
  Status put_away_others(const EdgeGraph& edges);

 private:
  std::string place_of(std::string_view id) const;
  std::string earlier_place_of(std::string_view id) const;
  Status forget_useless(const EdgeGraph& edges);
  bool is_useless(const std::string& id, const std::unordered_set<std::string_view>& outputs) const;

  Disk& disk_;
  const std::string& directory_;
  std::unordered_set<std::string> ids_;
  bool has_new_edges_ = false;
};

}  // namespace ferrule
