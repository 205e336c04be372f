#include "emit/earlier_actions.h"

#include <algorithm>
#include <vector>

#include "base/files.h"
#include "emit/action_file.h"

namespace ferrule {

EarlierActions::EarlierActions(Disk& disk, const std::string& directory) : disk_(disk), directory_(directory) {
  for (std::string& id : disk.list(join_path(directory, kEarlierActionsDirectory))) ids_.insert(std::move(id));
}

Status EarlierActions::bring_back_or_create(const std::string& id, const std::string& text) {
  has_new_edges_ = true;
  if (!ids_.contains(id)) return disk_.create(place_of(id), text);
  Result<std::string> earlier = disk_.read(earlier_place_of(id));
  if (earlier && is_same_work(*earlier, text)) {
    Status moved = disk_.rename(earlier_place_of(id), place_of(id));
    return moved ? update_action(disk_, place_of(id), text) : moved;
  }
  Status removed = disk_.remove(earlier_place_of(id));
  return removed ? disk_.create(place_of(id), text) : removed;
}

Status EarlierActions::put_away_others(const EdgeGraph& edges) {
  std::unordered_set<std::string_view> current;
  for (const Edge& edge : edges.edges) current.insert(edge.action.id);
  std::vector<std::string> others = disk_.list(join_path(directory_, "actions"));
  std::erase_if(others, [&](const std::string& id) { return current.contains(id); });
  if (!others.empty())
    if (Status made = disk_.make_directories(join_path(directory_, kEarlierActionsDirectory)); !made) return made;
  for (const std::string& id : others)
    if (Status moved = disk_.rename(place_of(id), earlier_place_of(id)); !moved) return moved;
  return others.empty() && !has_new_edges_ ? Status() : forget_useless(edges);
}

/// They would grow without bound otherwise. As it is, there are no more of them than files that they made.
Status EarlierActions::forget_useless(const EdgeGraph& edges) {
  std::unordered_set<std::string_view> outputs;
  for (const Edge& edge : edges.edges) outputs.insert(edge.outputs.begin(), edge.outputs.end());
  for (const std::string& id : disk_.list(join_path(directory_, kEarlierActionsDirectory)))
    if (is_useless(id, outputs))
      if (Status removed = disk_.remove(earlier_place_of(id)); !removed) return removed;
  return {};
}

/// Whether an output is gone or will be another edge's, or there is none, as of a test's run.
bool EarlierActions::is_useless(const std::string& id, const std::unordered_set<std::string_view>& outputs) const {
  Result<std::string> text = disk_.read(earlier_place_of(id));
  Result<Action> action = text ? parse_action(*text, id, directory_) : Result<Action>(text.error());
  if (!action || action->outputs.empty()) return true;
  return std::any_of(action->outputs.begin(), action->outputs.end(), [&](const ProducedFile& file) {
    return outputs.contains(file.destination) || !disk_.stamp(join_path(directory_, file.destination));
  });
}

std::string EarlierActions::place_of(std::string_view id) const {
  return join_path(directory_, "actions/" + std::string(id));
}

std::string EarlierActions::earlier_place_of(std::string_view id) const {
  return join_path(directory_, std::string(kEarlierActionsDirectory) + "/" + std::string(id));
}

}  // namespace ferrule
