#include "launcher/edge/requested_variables.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "base/escape_sequences.h"
#include "base/files.h"
#include "base/strings.h"
#include "launcher/edge/remembered_variables.h"

namespace ferrule {

namespace {

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
  const std::string path = requested_variables_file(action.id);
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

Status record_requested_variables(Edge& edge, const std::vector<std::string>& names) {
  return write_variables(edge.action, look_up(edge, names));
}

Status add_requested_variables(Edge& edge, const std::vector<std::string>& names) {
  if (names.empty()) return {};
  std::vector<RequestedVariable> variables = look_up(edge, names);
  for (RequestedVariable& known : read_requested_variables(edge.action.id)) {
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
          "help: the next `ninja` keeps it and runs this edge again; to keep it now, run `ferrule generate --env " +
          name + "` in this build directory\n";
  return help;
}

}  // namespace ferrule
