#include "launcher/edge/remembered_variables.h"

#include <utility>

#include "base/files.h"

namespace ferrule {

std::string requested_variables_file(std::string_view id) { return join_path(kRequestedVariablesDirectory, id); }

std::vector<RequestedVariable> read_requested_variables(std::string_view id) {
  const std::string path = requested_variables_file(id);
  Result<std::string> text = read_file(path);
  if (!text) return {};
  Result<std::vector<RequestedVariable>> variables = parse_requested_variables(*text, path);
  return variables ? std::move(*variables) : std::vector<RequestedVariable>();
}

std::vector<RequestedVariable> remembered_variables(const Action& action) {
  std::vector<RequestedVariable> variables = read_requested_variables(action.id);
  if (!traits_of(action.kind).is_half) return variables;
  const EdgeKind other = action.kind == EdgeKind::metadata ? EdgeKind::codegen : EdgeKind::metadata;
  const std::string stem = action.id.substr(0, action.id.rfind('.') + 1);
  for (RequestedVariable& variable : read_requested_variables(stem + std::string(rule_name(other))))
    variables.push_back(std::move(variable));
  return variables;
}

}  // namespace ferrule
