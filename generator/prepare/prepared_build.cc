#include "prepare/prepared_build.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/strings.h"
#include "formats/frozen_environment.h"
#include "plan/edges/host_link.h"
#include "plan/edges/inlined_assembly.h"
#include "record/source_signs.h"
#include "record/toolchain/environment.h"

namespace ferrule {

namespace {

/// A name that fits no package is most likely a slip of the pen.
Status check_fused(const CrateGraph& graph, const std::vector<std::string>& fused) {
  for (const std::string& name : fused) {
    bool known = std::any_of(graph.units.begin(), graph.units.end(),
                             [&](const Unit& unit) { return unit.package.name == name; });
    if (!known)
      return Error{fmt::format("no package in this build is named `{}` (from --no-pipelining)", name),
                   {},
                   "use the package's name as written in its Cargo.toml"};
  }
  return {};
}

/// Those that the user names, and those that would not be what Cargo makes of them otherwise.
Result<std::set<std::string>> fused_packages(Disk& disk, const PrepareBuildRequest& request,
                                             const Recording& recording) {
  std::set<std::string> fused(request.plan.fused.begin(), request.plan.fused.end());
  fused.insert(request.fused_if_there.begin(), request.fused_if_there.end());
  if (request.plan.mode() == Pipelining::off || recording.toolchain.mangling.empty()) return fused;
  const CrateGraph& graph = recording.built.graph;
  Result<SourceSigns> signs = find_source_signs(disk, graph, {request.record.memory, request.record.session});
  if (!signs) return signs.error();
  fused.merge(packages_with_inlined_assembly(graph, signs->assembly));
  fused.merge(signs->bootstrap);
  return fused;
}

/// Adds what the `[env]` table or a rustup proxy gave to all commands. Returns the names of those that give way to a
/// variable of the user's: Cargo's `[env]` without `force`.
std::set<std::string, std::less<>> add_shared_variables(const Recording& recording, const Environment& users,
                                                        Environment& environment, std::vector<std::string>& also) {
  const CargoConfig& config = recording.config;
  std::set<std::string, std::less<>> defaults;
  for (const EnvironmentVariable& variable : recording.built.shared_environment) {
    const bool gives_way = config.environment.contains(variable.name) && !config.forced_names.contains(variable.name);
    if (gives_way && find_variable(users, variable.name)) continue;
    if (gives_way) defaults.insert(variable.name);
    set_variable(environment, variable.name, variable.value);
    also.push_back(variable.name);
  }
  return defaults;
}

FrozenEnvironment freeze_environment(const PrepareBuildRequest& request, const Recording& recording,
                                     const RequestedVariables& requested) {
  std::vector<std::string> also =
      names_to_keep(requested, request.closed_environment || !request.portable_workspace.empty());
  for (const auto& [name, value] : recording.config.environment) also.push_back(name);
  Environment environment = request.record.environment;
  std::set<std::string, std::less<>> fixed(recording.config.forced_names.begin(),
                                           recording.config.forced_names.end());
  for (const std::string& variable : request.variables) {
    Halves parts = split_once(variable, '=');
    also.emplace_back(parts.first);
    if (!parts.found) continue;
    set_variable(environment, parts.first, parts.second);
    fixed.emplace(parts.first);
  }
  const std::set<std::string, std::less<>> defaults =
      add_shared_variables(recording, request.record.environment, environment, also);
  return {freeze(environment, also), std::move(fixed), defaults, request.closed_environment};
}

/// Of what was kept: what users have given or crates have asked for, and what compilers can't do without. The rest
/// tells of this machine, and no two would share what they have compiled.
FrozenEnvironment portable_part(const FrozenEnvironment& frozen, const PrepareBuildRequest& request,
                                const Recording& recording, const RequestedVariables& requested) {
  std::set<std::string, std::less<>> names = {"PATH", "RUSTC_BOOTSTRAP", "RUST_MIN_STACK", "SOURCE_DATE_EPOCH"};
  for (const std::string& name : names_to_keep(requested, /*is_closed=*/true)) names.insert(name);
  for (const auto& [name, value] : recording.config.environment) names.insert(name);
  for (const std::string& variable : request.variables) names.emplace(split_once(variable, '=').first);
  FrozenEnvironment portable{frozen.variables, frozen.fixed, frozen.defaults, /*is_closed=*/true};
  std::erase_if(portable.variables,
                [&](const EnvironmentVariable& variable) { return !names.contains(variable.name); });
  return portable;
}

}  // namespace

std::string find_clippy(const Disk& disk, const Toolchain& toolchain) {
  std::string path = join_path(directory_of(toolchain.rustc), "clippy-driver");
  return disk.stamp(path) ? path : std::string();
}

Result<PreparedBuild> prepare_build(const CommandContext& context, const PrepareBuildRequest& request) {
  RecordRequest to_record = request.record;
  to_record.with_bootstrap = request.plan.mode() != Pipelining::off;
  Result<Recording> recording = record(context.disk, context.processes, to_record);
  if (!recording) return recording.error();
  const bool is_host_linked = request.host.linked_by == LinkedBy::host;
  if (is_host_linked) {
    keep_only_rlibs(recording->built.graph);
    put_uplifted_apart(recording->built.graph, request.host.rustc_links_programs);
  }
  if (Status known = check_fused(recording->built.graph, request.plan.fused); !known) return known.error();
  RequestedVariables requested = read_requested_variables(context.disk, request.record.build_directory);
  FrozenEnvironment frozen = freeze_environment(request, *recording, requested);
  const Toolchain& toolchain = recording->toolchain;
  Result<std::set<std::string>> fused = fused_packages(context.disk, request, *recording);
  if (!fused) return fused.error();
  PlanOptions options{
      request.record.build_directory,
      request.plan.mode(),
      std::move(*fused),
      {toolchain.rustc, toolchain.is_nightly, toolchain.mangling, find_clippy(context.disk, toolchain)},
      frozen.has_bootstrap(),
      request.host};
  if (!request.portable_workspace.empty())
    options.sources = SourceLinks(recording->built.graph, request.portable_workspace);
  BuildMemoryRequest wanted{request.record.build_directory, request.host.directory, request.plan, context.cores,
                            options.fused};
  BuildMemory memory;
  // CMake links, and orders the edges.
  if (is_host_linked) wanted.plan.split_links = false;
  const bool is_planned = !is_host_linked || request.plan.mode() == Pipelining::automatic;
  if (is_planned && !request.host.has_checks)
    memory = read_build_memory(context.disk, wanted, recording->built.graph);
  apply(memory.plan, options);
  EdgeGraph edges = make_edges(recording->built.graph, options);
  FrozenEnvironment portable = portable_part(frozen, request, *recording, requested);
  return PreparedBuild{std::move(*recording),    std::move(edges),           std::move(frozen),
                       std::move(portable),      std::move(options.sources), std::move(requested),
                       std::move(options.fused), std::move(memory),          !options.compiler.clippy.empty()};
}

}  // namespace ferrule
