#include "command/generate/earlier_options.h"

#include <algorithm>
#include <utility>

#include "base/files.h"
#include "base/strings.h"
#include "command/options/added_arguments.h"
#include "command/options/saved_options.h"
#include "emit/build_place.h"
#include "formats/frozen_environment.h"
#include "prepare/moved_sources.h"
#include "prepare/requested_variables.h"
#include "record/recording.h"
#include "record/toolchain/environment.h"

namespace ferrule {

namespace {

/// A copy of a checkout is built from its own sources.
void follow_sources(const Disk& disk, const std::string& build_directory, SavedOptions& saved) {
  MovedSources moved(disk, generated_place(disk, build_directory), build_directory);
  std::string& manifest = saved.options.manifest_path;
  if (!manifest.empty()) manifest = moved.follow(normalize_path(join_path(saved.directory, manifest)));
  for (std::string& value : saved.options.config_overrides)
    if (value.starts_with('/')) value = moved.follow(value);
  saved.directory = moved.follow(saved.directory);
  saved.workspace = moved.follow(saved.workspace);
}

void append(const std::vector<std::string>& from, std::vector<std::string>& to) {
  to.insert(to.end(), from.begin(), from.end());
}

void add_choices(const PlanChoices& given, PlanChoices& to) {
  append(given.fused, to.fused);
  if (given.pipelining) to.pipelining = given.pipelining;
  if (given.split_links) to.split_links = given.split_links;
  if (given.jobs) to.jobs = given.jobs;
}

/// What is given in a build directory comes on top of what it was made with.
void add_options(const GenerateOptions& given, const std::string& directory, GenerateOptions& to) {
  add_cargo_arguments(given.cargo_arguments, to.cargo_arguments);
  append(given.config_overrides, to.config_overrides);
  append(given.variables, to.variables);
  add_choices(given.plan, to.plan);
  if (!given.manifest_path.empty()) to.manifest_path = join_path(directory, given.manifest_path);
  if (given.siso) to.siso = given.siso;
  to.closed_environment = to.closed_environment || given.closed_environment;
  to.with_tests = to.with_tests && given.with_tests;
  to.benches = to.benches || given.benches;
  if (given.documentation.is_wanted) to.documentation = given.documentation;
  to.watch = to.watch && given.watch;
  to.jobserver = to.jobserver && given.jobserver;
  if (given.memory.is_given()) to.memory = given.memory;
}

/// rustup's proxy tells Cargo's children which toolchain it has chosen. It must be free to choose a different one
/// now.
bool is_set_by_rustup(std::string_view name) {
  return name == "RUSTUP_TOOLCHAIN" || name == "RUSTUP_TOOLCHAIN_SOURCE" || name == "RUST_RECURSION_COUNT";
}

/// Of those that Cargo reads, the recording's list says what the user had set: a rustup proxy may have given it
/// others.
void restore_frozen(const FrozenEnvironment& frozen, const std::vector<std::string>& requested,
                    Environment& environment) {
  for (const EnvironmentVariable& variable : frozen.variables) {
    if (is_set_by_rustup(variable.name) || frozen.defaults.contains(variable.name)) continue;
    if (!read_by_cargo({variable.name + "="}).empty()) continue;
    const bool may_change = std::find(requested.begin(), requested.end(), variable.name) != requested.end();
    if (!may_change || !find_variable(environment, variable.name))
      set_variable(environment, variable.name, variable.value);
  }
}

/// What was frozen stays so: ninja may be called from anywhere. A variable that Cargo or an edge reads, and that is
/// now set to something else, counts as a change.
void restore_environment(const Disk& disk, const std::string& build_directory, Environment& environment) {
  auto add = [&](const std::string& name, const std::string& value) {
    if (!find_variable(environment, name)) set_variable(environment, name, value);
  };
  if (Result<std::string> text = disk.read(join_path(build_directory, kRecordingInputsFile)))
    if (Result<RecordingInputs> inputs = parse_inputs(*text, kRecordingInputsFile))
      for (const EnvironmentVariable& variable : inputs->variables) add(variable.name, variable.value);
  const RequestedVariables asked_for = read_requested_variables(disk, build_directory);
  if (Result<std::string> text = disk.read(join_path(build_directory, kFrozenEnvironmentFile)))
    if (Result<FrozenEnvironment> frozen = parse_frozen_environment(*text, kFrozenEnvironmentFile))
      restore_frozen(*frozen, names_of(asked_for), environment);
  for (const auto& [edge, variables] : asked_for)
    for (const RequestedVariable& variable : variables)
      if (variable.value) add(variable.name, *variable.value);
}

}  // namespace

Status take_earlier_options(const CommandContext& context, bool adds_given, Generation& generation) {
  const std::string& build_directory = generation.build_directory;
  const std::string path = join_path(build_directory, kSavedOptionsFile);
  Result<std::string> text = context.disk.read(path);
  if (!text)
    return Error{"this directory was not generated by ferrule", path, "run `ferrule generate` with its options"};
  Result<SavedOptions> saved = parse_options(*text, path);
  if (!saved) return saved.error();
  if (was_moved(context.disk, build_directory)) follow_sources(context.disk, build_directory, *saved);
  const GenerateOptions given = std::exchange(generation.options, std::move(saved->options));
  GenerateOptions& options = generation.options;
  options.again = given.again;
  options.quiet = given.quiet;
  options.plan.replan = given.plan.replan;
  if (adds_given) add_options(given, context.directory, options);
  generation.directory = saved->directory;
  generation.workspace = saved->workspace;
  if (!context.disk.is_directory(generation.directory))
    return Error{"the directory that this build was generated from is gone", generation.directory,
                 "run `ferrule generate -C` with this build directory where the sources are now"};
  if (options.again) restore_environment(context.disk, build_directory, generation.environment);
  return {};
}

}  // namespace ferrule
