#include "prepare/requested_variables.h"

#include <algorithm>
#include <set>

#include "base/files.h"
#include "emit/earlier_actions.h"

namespace ferrule {

namespace {

/// What an edge finds for `variable` when it runs next.
RequestedVariable as_seen(const RequestedVariable& variable, const SeenEnvironment& seen) {
  std::optional<std::string> callers;
  if (!seen.frozen.is_closed) callers = find_variable(seen.caller, variable.name);
  const std::string* frozen = seen.frozen.find(variable.name);
  const bool may_be_callers = frozen == nullptr || seen.frozen.defaults.contains(variable.name);
  if (frozen != nullptr && !(callers && may_be_callers)) return requested_variable(variable.name, frozen, false);
  if (!callers && seen.keeps_unset && !seen.frozen.is_closed) return variable;
  return requested_variable(variable.name, callers ? &*callers : nullptr, sounds_secret(variable.name));
}

/// Whether both say the same, though one may have kept the value and the other its digest.
bool are_alike(const RequestedVariable& then, const RequestedVariable& now) {
  if (now.value) return then.was(&*now.value);
  if (then.value && !now.digest.empty()) return now.was(&*then.value);
  return then.digest == now.digest && then.was_set() == now.was_set();
}

}  // namespace

RequestedVariables read_requested_variables(const Disk& disk, const std::string& build_directory) {
  RequestedVariables requested;
  std::string directory = join_path(build_directory, kRequestedVariablesDirectory);
  for (const std::string& edge : disk.list(directory)) {
    Result<std::string> text = disk.read(join_path(directory, edge));
    if (!text) continue;
    // A file that can't be read tells nothing; the edge writes it again.
    if (Result<std::vector<RequestedVariable>> variables = parse_requested_variables(*text, edge))
      requested[edge] = std::move(*variables);
  }
  return requested;
}

std::vector<std::string> names_of(const RequestedVariables& requested) {
  std::set<std::string> names;
  for (const auto& [edge, variables] : requested)
    for (const RequestedVariable& variable : variables) names.insert(variable.name);
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

std::vector<std::string> names_to_keep(const RequestedVariables& requested, bool is_closed) {
  std::vector<std::string> names = names_of(requested);
  if (!is_closed) std::erase_if(names, sounds_secret);
  return names;
}

Status touch_outdated(Disk& disk, const std::string& build_directory, const RequestedVariables& requested,
                      const SeenEnvironment& seen) {
  for (const auto& [edge, variables] : requested) {
    std::vector<RequestedVariable> now;
    for (const RequestedVariable& variable : variables) now.push_back(as_seen(variable, seen));
    if (std::equal(variables.begin(), variables.end(), now.begin(), are_alike)) continue;
    std::string action = join_path(build_directory, "actions/" + edge);
    Status done = disk.stamp(action) ? disk.touch(action) : forget(disk, build_directory, edge);
    if (!done) return done;
    if (!disk.stamp(action)) continue;
    // An edge that runs from a bare environment takes what stands there.
    Result<bool> written = disk.write(join_path(build_directory, join_path(kRequestedVariablesDirectory, edge)),
                                      write_requested_variables(now));
    if (!written) return written.error();
  }
  return {};
}

}  // namespace ferrule
