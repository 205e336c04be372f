#include "command/generate/begin_generation.h"

#include <fmt/format.h>

#include <cstdio>

#include "base/files.h"
#include "base/strings.h"
#include "command/generate/earlier_options.h"
#include "command/options/build_directory_option.h"
#include "command/options/ninja_program.h"
#include "emit/build_directory.h"

namespace ferrule {

namespace {

/// Where there is no workspace, Cargo says so when it is asked for the build.
Status find_workspace(const CommandContext& context, Generation& generation) {
  if (generation.workspace.empty())
    if (Result<std::string> root = locate_workspace(context.processes, generation.directory, generation.environment,
                                                    generation.options.manifest_path))
      generation.workspace = *root;
  if (generation.workspace.empty()) return {};
  Result<WorkspaceSettings> settings = read_workspace_settings(context.disk, generation.workspace);
  if (!settings) return settings.error();
  generation.settings = std::move(*settings);
  return {};
}

/// `wrapper` as Cargo's configuration has it, in TOML. A name to look up in PATH has no slash there either.
std::string wrapper_setting(std::string_view wrapper) {
  return fmt::format("build.rustc-wrapper=\"{}\"", replace_all(replace_all(wrapper, "\\", "\\\\"), "\"", "\\\""));
}

RecordRequest record_request(const Generation& generation) {
  const GenerateOptions& options = generation.options;
  RecordRequest request;
  request.directory = generation.directory;
  request.build_directory = generation.build_directory;
  if (!options.manifest_path.empty()) {
    request.manifest_path = normalize_path(join_path(generation.directory, options.manifest_path));
    request.cargo_arguments = {"--manifest-path", request.manifest_path};
  }
  request.cargo_arguments.insert(request.cargo_arguments.end(), options.cargo_arguments.begin(),
                                 options.cargo_arguments.end());
  request.config_overrides = options.config_overrides;
  const std::string& wrapper = generation.settings.rustc_wrapper;
  if (!wrapper.empty() && !find_variable(generation.environment, "CARGO_BUILD_RUSTC_WRAPPER")) {
    // The user's own come later, and win.
    request.config_overrides.insert(request.config_overrides.begin(), wrapper_setting(wrapper));
    request.cargo_arguments.insert(request.cargo_arguments.end(), {"--config", request.config_overrides.front()});
  }
  request.with_tests = options.with_tests && !options.benches;
  if (options.benches) request.subcommand = "bench";
  request.documentation = options.documentation;
  request.trusts_recording = options.again;
  request.environment = generation.environment;
  request.launcher = generation.launcher;
  request.show = [](std::string_view line) { fmt::print(stderr, "{}\n", line); };
  return request;
}

/// An option goes before what ferrule.toml says.
PlanChoices choices_of(const Generation& generation) {
  PlanChoices choices = generation.options.plan;
  const PlanChoices& settings = generation.settings.plan;
  if (!choices.pipelining) choices.pipelining = settings.pipelining;
  if (!choices.split_links) choices.split_links = settings.split_links;
  return choices;
}

}  // namespace

Result<Generation> begin_generation(const CommandContext& context, const GenerateOptions& given) {
  Result<BuildDirectory> found = find_build_directory(context, given.build_directory, given.manifest_path);
  if (!found) return found.error();
  if (!given.again)
    if (Status checked = check_build_directory(context.disk, found->path); !checked) return checked.error();
  Generation generation{given, context.directory, context.environment, found->path, found->workspace, {}, {}};
  if (given.again || found->is_here)
    if (Status loaded = take_earlier_options(context, found->is_here, generation); !loaded) return loaded.error();
  Result<std::string> launcher = find_launcher(context);
  if (!launcher) return launcher.error();
  generation.launcher = std::move(*launcher);
  if (Result<std::string> ninja = find_ninja(context.disk, generation.environment); !ninja) return ninja.error();
  if (Status known = find_workspace(context, generation); !known) return known.error();
  return generation;
}

PrepareBuildRequest request_of(const Generation& generation) {
  const GenerateOptions& options = generation.options;
  return {record_request(generation),
          choices_of(generation),
          generation.settings.plan.fused,
          {},
          options.variables,
          options.closed_environment || generation.settings.closed_environment,
          options.is_for_siso() ? generation.workspace : std::string()};
}

}  // namespace ferrule
