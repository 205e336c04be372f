#include "launcher/requested_variables.h"

#include <unistd.h>

#include <cstdlib>
#include <set>

#include "action/fields.h"
#include "action/frozen_environment.h"
#include "base/escape_sequences.h"
#include "base/files.h"
#include "base/strings.h"
#include "launcher/terminal.h"

namespace ferrule {

namespace {

std::string advice(const std::string& names) {
  return "help: run `ferrule generate --env " + names + "` in this build directory to pass on what is set here\n";
}

/// Whether the user has set the variable and the tool doesn't see it.
bool is_missing(const Edge& edge, const std::string& name) {
  return !name.empty() && !edge.environment.contains(name) && std::getenv(name.c_str()) != nullptr;
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

}  // namespace

Status record_requested_variables(Edge& edge, const std::vector<std::string>& names) {
  const std::string path = std::string(kRequestedVariablesDirectory) + "/" + edge.action.id;
  FieldWriter writer;
  std::set<std::string, std::less<>> own;
  if (!names.empty()) own = names_set_by_action(edge);
  for (const std::string& name : std::set<std::string>(names.begin(), names.end())) {
    if (own.contains(name) || name.empty()) continue;
    auto frozen = edge.frozen.find(name);
    if (frozen == edge.frozen.end())
      writer.add("unset", name);
    else
      writer.add("env", name + "=" + frozen->second);
  }
  if (writer.text().empty()) {
    unlink(path.c_str());
    return {};
  }
  if (Status made = make_directories(std::string(kRequestedVariablesDirectory)); !made) return made;
  Result<bool> written = write_file_if_changed(path, writer.text());
  if (!written) return written.error();
  return {};
}

std::string warn_of_missing_variables(const Edge& edge, const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : std::set<std::string>(names.begin(), names.end())) {
    if (!is_missing(edge, name)) continue;
    text += "warning: `" + edge.action.package + "` asks for the environment variable `" + name +
            "`, which was not set when `ferrule generate` ran and is not passed on\n" + advice(name);
  }
  return text;
}

std::string help_for_undefined_variables(const Edge& edge, const std::string& diagnostics) {
  const std::string text = without_escape_sequences(diagnostics);
  std::set<std::string> names;
  std::string_view rest = text;
  constexpr std::string_view kBefore = "environment variable `";
  for (std::size_t at; (at = rest.find(kBefore)) != std::string_view::npos;) {
    rest.remove_prefix(at + kBefore.size());
    Halves parts = split_once(rest, '`');
    std::string name(parts.first);
    if (parts.second.starts_with(" not defined at compile time") && is_missing(edge, name)) names.insert(name);
  }
  std::string help;
  for (const std::string& name : names) help += advice(name);
  return help;
}

}  // namespace ferrule
