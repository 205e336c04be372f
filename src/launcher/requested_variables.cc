#include "launcher/requested_variables.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "base/escape_sequences.h"
#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

std::string file_of(std::string_view id) { return join_path(kRequestedVariablesDirectory, id); }

/// What can't be read tells nothing; the edge writes it anew.
std::vector<RequestedVariable> read_variables(std::string_view id) {
  const std::string path = file_of(id);
  Result<std::string> text = read_file(path);
  if (!text) return {};
  Result<std::vector<RequestedVariable>> variables = parse_requested_variables(*text, path);
  return variables ? std::move(*variables) : std::vector<RequestedVariable>();
}

/// Whether the user has set the variable and the tool doesn't see it.
bool is_missing(const Edge& edge, const std::string& name) {
  return edge.kept.is_closed && !name.empty() && !edge.environment.contains(name) &&
         std::getenv(name.c_str()) != nullptr;
}

/// The action's own variables, and those of the package's build script.
std::set<std::string, std::less<>> names_set_by_action(Edge& edge) {
  std::set<std::string, std::less<>> names;
  for (const EnvironmentVariable& variable : edge.action.environment) names.insert(variable.name);
  for (const std::string& file : edge.action.script_environment)
    if (Result<const ScriptOutput*> output = edge.scripts.get(file))
      for (const EnvironmentVariable& variable : (*output)->environment) names.insert(variable.name);
  return names;
}

/// `names` without those that aren't the user's, each with what it is.
std::vector<RequestedVariable> look_up(Edge& edge, const std::vector<std::string>& names) {
  std::vector<RequestedVariable> variables;
  if (names.empty()) return variables;
  const std::set<std::string, std::less<>> own = names_set_by_action(edge);
  for (const std::string& name : std::set<std::string>(names.begin(), names.end())) {
    // PWD is the launcher's own: each tool has its directory there.
    if (own.contains(name) || name.empty() || name == "PWD") continue;
    auto found = edge.users.find(name);
    bool is_secret = sounds_secret(name) && edge.kept.find(name) == nullptr;
    variables.push_back(requested_variable(name, found == edge.users.end() ? nullptr : &found->second, is_secret));
  }
  return variables;
}

Status write_variables(const Action& action, const std::vector<RequestedVariable>& variables) {
  const std::string path = file_of(action.id);
  if (variables.empty()) {
    unlink(path.c_str());
    return {};
  }
  if (Status made = make_directories(std::string(kRequestedVariablesDirectory)); !made) return made;
  Result<bool> written = write_file_if_changed(path, write_requested_variables(variables));
  if (!written) return written.error();
  return {};
}

}  // namespace

std::vector<RequestedVariable> remembered_variables(const Action& action) {
  std::vector<RequestedVariable> variables = read_variables(action.id);
  if (action.kind != EdgeKind::metadata && action.kind != EdgeKind::codegen) return variables;
  const EdgeKind other = action.kind == EdgeKind::metadata ? EdgeKind::codegen : EdgeKind::metadata;
  const std::string stem = action.id.substr(0, action.id.rfind('.') + 1);
  for (RequestedVariable& variable : read_variables(stem + std::string(rule_name(other))))
    variables.push_back(std::move(variable));
  return variables;
}

Status record_requested_variables(Edge& edge, const std::vector<std::string>& names) {
  return write_variables(edge.action, look_up(edge, names));
}

Status add_requested_variables(Edge& edge, const std::vector<std::string>& names) {
  if (names.empty()) return {};
  std::vector<RequestedVariable> variables = look_up(edge, names);
  for (RequestedVariable& known : read_variables(edge.action.id)) {
    bool is_new = std::none_of(variables.begin(), variables.end(),
                               [&](const RequestedVariable& variable) { return variable.name == known.name; });
    if (is_new) variables.push_back(std::move(known));
  }
  return write_variables(edge.action, variables);
}

std::vector<std::string> undefined_variables(const std::string& diagnostics) {
  const std::string text = without_escape_sequences(diagnostics);
  std::vector<std::string> names;
  std::string_view rest = text;
  constexpr std::string_view kBefore = "environment variable `";
  for (std::size_t at; (at = rest.find(kBefore)) != std::string_view::npos;) {
    rest.remove_prefix(at + kBefore.size());
    Halves parts = split_once(rest, '`');
    if (parts.second.starts_with(" not defined at compile time")) names.emplace_back(parts.first);
  }
  return names;
}

std::string warn_of_missing_variables(const Edge& edge, const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : std::set<std::string>(names.begin(), names.end()))
    if (is_missing(edge, name))
      text += "warning: `" + edge.action.package + "` asks for the environment variable `" + name +
              "`, which is set here but has not been kept for this closed environment\n" +
              help_for_missing_variables(edge, {name});
  return text;
}

std::string help_for_missing_variables(const Edge& edge, const std::vector<std::string>& names) {
  std::string help;
  for (const std::string& name : std::set<std::string>(names.begin(), names.end()))
    if (is_missing(edge, name))
      help +=
          "help: the next `ninja` keeps it, and runs this step again; to keep it now, run `ferrule generate --env " +
          name + "` in this build directory\n";
  return help;
}

}  // namespace ferrule
