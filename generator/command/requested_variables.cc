#include "command/requested_variables.h"

#include <set>

#include "action/fields.h"
#include "action/frozen_environment.h"
#include "base/files.h"
#include "base/strings.h"
#include "emit/earlier_actions.h"

namespace ferrule {

RequestedVariables read_requested_variables(const Disk& disk, const std::string& build_directory) {
  RequestedVariables requested;
  std::string directory = join_path(build_directory, kRequestedVariablesDirectory);
  for (const std::string& edge : disk.list(directory)) {
    Result<std::string> text = disk.read(join_path(directory, edge));
    if (!text) continue;
    // A file that can't be read tells nothing; the edge writes it anew.
    Result<std::vector<Field>> fields = parse_fields(*text, edge);
    if (!fields) continue;
    for (const Field& field : *fields) {
      Halves parts = split_once(field.value, '=');
      if (field.keyword == "env") requested[edge].emplace_back(std::string(parts.first), std::string(parts.second));
      else requested[edge].emplace_back(field.value, std::nullopt);
    }
  }
  return requested;
}

std::vector<std::string> names_of(const RequestedVariables& requested) {
  std::set<std::string> names;
  for (const auto& [edge, variables] : requested)
    for (const auto& [name, value] : variables) names.insert(name);
  return {names.begin(), names.end()};
}

namespace {

/// An edge that the plan has no longer: it won't run soon and write down other values, so that every build would find
/// these outdated. When it comes back it is new.
Status forget(Disk& disk, const std::string& build_directory, const std::string& edge) {
  for (std::string_view place : {kEarlierActionsDirectory, kRequestedVariablesDirectory})
    if (Status removed = disk.remove(join_path(build_directory, join_path(place, edge))); !removed) return removed;
  return {};
}

}  // namespace

Status touch_outdated(Disk& disk, const std::string& build_directory, const RequestedVariables& requested,
                      const std::vector<EnvironmentVariable>& frozen) {
  std::map<std::string, std::string> now;
  for (const EnvironmentVariable& variable : frozen) now[variable.name] = variable.value;
  for (const auto& [edge, variables] : requested) {
    bool outdated = false;
    for (const auto& [name, value] : variables) {
      auto found = now.find(name);
      outdated = outdated || (found == now.end() ? value.has_value() : value != found->second);
    }
    if (!outdated) continue;
    std::string action = join_path(build_directory, "actions/" + edge);
    Status done = disk.stamp(action) ? disk.touch(action) : forget(disk, build_directory, edge);
    if (!done) return done;
  }
  return {};
}

}  // namespace ferrule
