#include "launcher/environment.h"

#include <algorithm>

#include "action/frozen_environment.h"
#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

Result<Environment> read_frozen_environment() {
  const std::string path(kFrozenEnvironmentFile);
  Result<std::string> text = read_file(path);
  if (!text) return Error{text.error().message, "", "run `ferrule generate` in this build directory"};
  Result<std::vector<EnvironmentVariable>> variables = parse_frozen_environment(*text, path);
  if (!variables) return variables.error();
  Environment environment;
  for (EnvironmentVariable& variable : *variables)
    environment.insert_or_assign(std::move(variable.name), std::move(variable.value));
  return environment;
}

std::string metadata_variable(std::string_view prefix, std::string_view key) {
  std::string name(prefix);
  for (char c : key) name += c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return name;
}

namespace {

/// The directories in `outputs` that dynamic libraries may be loaded from:
/// Cargo leaves out those elsewhere, for they could hide the system's.
Result<std::string> library_search_path(const std::vector<std::string>& outputs, ScriptOutputs& scripts,
                                        const std::string& build_directory) {
  std::string path;
  for (const std::string& file : outputs) {
    Result<const ScriptOutput*> output = scripts.get(file);
    if (!output) return output.error();
    for (const std::string& search : (*output)->link_search) {
      std::string_view directory = search_directory(search);
      if (!is_inside(directory, build_directory)) continue;
      if (!path.empty()) path += ':';
      path += directory;
    }
  }
  return path;
}

/// Whether a build script's rustc-env has no say in the variable. What it sets comes last where rustc compiles a
/// crate; but where a test runs, what Cargo says of the package does (`Compilation::fill_env`).
bool is_settled(const Action& action, std::string_view name) {
  if (action.kind != EdgeKind::test_run && action.kind != EdgeKind::doc_test) return false;
  bool is_of_package = name == "CARGO" || name.starts_with("CARGO_MANIFEST_") || name.starts_with("CARGO_PKG_");
  return is_of_package && std::any_of(action.environment.begin(), action.environment.end(),
                                      [&](const EnvironmentVariable& variable) { return variable.name == name; });
}

}  // namespace

Result<Environment> child_environment(const Action& action, const Environment& frozen, ScriptOutputs& scripts,
                                      const std::string& build_directory) {
  Environment environment = frozen;
  for (const EnvironmentVariable& variable : action.environment)
    environment.insert_or_assign(variable.name, variable.value);
  Result<std::string> path = library_search_path(action.library_path, scripts, build_directory);
  if (!path) return path.error();
  if (!path->empty()) {
    std::string& variable = environment["LD_LIBRARY_PATH"];
    variable = variable.empty() ? *path : *path + ":" + variable;
  }
  for (const std::string& file : action.script_environment) {
    Result<const ScriptOutput*> output = scripts.get(file);
    if (!output) return output.error();
    for (const EnvironmentVariable& variable : (*output)->environment)
      if (!is_settled(action, variable.name)) environment.insert_or_assign(variable.name, variable.value);
  }
  for (const ScriptMetadata& metadata : action.script_metadata) {
    Result<const ScriptOutput*> output = scripts.get(metadata.output);
    if (!output) return output.error();
    for (const EnvironmentVariable& variable : (*output)->metadata)
      environment.insert_or_assign(metadata_variable(metadata.prefix, variable.name), variable.value);
  }
  return environment;
}

Status check_bootstrap(const Action& action, const Environment& environment) {
  auto variable = environment.find("RUSTC_BOOTSTRAP");
  bool is_set = variable != environment.end();
  if (action.bootstrap == Bootstrap::required && (!is_set || variable->second != "1"))
    return Error{"`" + action.package + "` must be compiled with RUSTC_BOOTSTRAP=1, but it is " +
                     (is_set ? "`" + variable->second + "`" : "not set"),
                 "",
                 "run `ferrule generate` again in this build directory, without RUSTC_BOOTSTRAP in the "
                 "environment"};
  if (action.bootstrap == Bootstrap::forbidden && is_set)
    return Error{"RUSTC_BOOTSTRAP=" + variable->second + " must not reach this step of `" + action.package + "` (" +
                     std::string(rule_name(action.kind)) + ")",
                 "",
                 "take RUSTC_BOOTSTRAP out of the environment (or of Cargo's configuration) and run `ferrule "
                 "generate` again in this build directory"};
  return {};
}

}  // namespace ferrule
