#include "launcher/edge/environment.h"

#include <unistd.h>

#include <algorithm>

#include "base/files.h"
#include "base/progress_address.h"
#include "base/strings.h"
#include "launcher/edge/make_flags.h"

namespace ferrule {

Result<FrozenEnvironment> read_frozen_environment(const std::string& build_directory, std::string_view file) {
  const std::string path = join_path(build_directory, file);
  Result<std::string> text = read_file(path);
  if (!text) return Error{text.error().message, "", "run `ferrule generate` in this build directory"};
  return parse_frozen_environment(*text, path);
}

Environment callers_environment() {
  Environment environment;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    Halves parts = split_once(*variable, '=');
    environment.emplace(parts.first, parts.second);
  }
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
  if (!traits_of(action.kind).runs_tests) return false;
  bool is_of_package = name == "CARGO" || name.starts_with("CARGO_MANIFEST_") || name.starts_with("CARGO_PKG_");
  return is_of_package && std::any_of(action.environment.begin(), action.environment.end(),
                                      [&](const EnvironmentVariable& variable) { return variable.name == name; });
}

/// The caller's jobserver is passed on by whoever takes part in it (jobserver.h). To others it would be an address
/// where nobody is.
void forget_jobserver(Environment& environment) {
  environment.erase("CARGO_MAKEFLAGS");
  for (const char* name : {"MAKEFLAGS", "MFLAGS"})
    if (auto flags = environment.find(name); flags != environment.end() && parse_jobserver_address(flags->second))
      environment.erase(flags);
}

/// What Cargo takes out of a build script's environment (`build_work` in its core/compiler/custom_build.rs), for it
/// says the same by CARGO_ENCODED_RUSTFLAGS, or sets them itself.
void take_out_flags(Environment& environment) {
  for (const char* name : {"RUSTFLAGS", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"}) environment.erase(name);
}

/// Cargo puts its own directories before those that are there.
void add_missing_directories(std::string& path, std::string_view others) {
  for (std::string_view other : split(others, ':'))
    if (!other.empty() && (":" + path + ":").find(":" + std::string(other) + ":") == std::string::npos)
      path.append(path.empty() ? "" : ":").append(other);
}

}  // namespace

Environment users_environment(const Action& action, const FrozenEnvironment& kept, const Environment& caller,
                              const std::vector<RequestedVariable>& remembered) {
  Environment environment;
  if (!kept.is_closed) {
    environment = caller;
    // From there it would reach edges that mustn't have it. If it is kept, the actions have been written for it.
    environment.erase("RUSTC_BOOTSTRAP");
    std::erase_if(environment,
                  [](const auto& variable) { return is_set_for_ninja(variable.first, variable.second); });
    if (!traits_of(action.kind).runs_tests) forget_jobserver(environment);
    // That of the shell which ninja starts says where ninja is.
    if (auto here = environment.find("PWD"); here != environment.end()) here->second = action.directory;
    for (const RequestedVariable& variable : remembered)
      if (variable.value) environment.emplace(variable.name, *variable.value);
  }
  for (const EnvironmentVariable& variable : kept.variables) {
    const bool is_callers = kept.defaults.contains(variable.name) ||
                            (traits_of(action.kind).runs_tests && !kept.fixed.contains(variable.name));
    if (is_callers) environment.emplace(variable.name, variable.value);
    else environment.insert_or_assign(variable.name, variable.value);
  }
  return environment;
}

Result<Environment> child_environment(const Action& action, const Environment& users, ScriptOutputs& scripts,
                                      const std::string& build_directory) {
  Environment environment = users;
  if (action.kind == EdgeKind::build_script_run) take_out_flags(environment);
  for (const EnvironmentVariable& variable : action.environment)
    environment.insert_or_assign(variable.name, variable.value);
  Result<std::string> path = library_search_path(action.library_path, scripts, build_directory);
  if (!path) return path.error();
  if (!path->empty()) {
    std::string& variable = environment["LD_LIBRARY_PATH"];
    variable = variable.empty() ? *path : *path + ":" + variable;
  }
  if (auto others = users.find("LD_LIBRARY_PATH"); others != users.end())
    add_missing_directories(environment["LD_LIBRARY_PATH"], others->second);
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
                 "remove RUSTC_BOOTSTRAP from the environment (or from Cargo's configuration) and run `ferrule "
                 "generate` again in this build directory"};
  return {};
}

}  // namespace ferrule
