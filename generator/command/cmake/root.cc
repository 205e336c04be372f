#include "command/cmake/root.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/strings.h"
#include "command/cmake/script.h"
#include "declare/declared_crate.h"
#include "emit/crate_reference.h"
#include "formats/frozen_environment.h"
#include "plan/edges/checked_units.h"
#include "plan/edges/host_link.h"
#include "prepare/build_memory.h"
#include "prepare/prepared_build.h"
#include "prepare/requested_variables.h"
#include "record/toolchain/cached_toolchain.h"
#include "record/toolchain/environment.h"

namespace ferrule {

namespace {

class RootWriter {
 public:
  RootWriter(const CommandContext& context, const CMakeRootOptions& options, CallSession& calls)
      : context_(context), disk_(context.disk), options_(options), environment_(context.environment), calls_(calls) {}

  Status write() {
    Result<Plan> plan = make_plan(/*has_checks=*/false);
    if (!plan) return plan.error();
    CMakeScriptRequest request{options_.target,
                               options_.build_directory,
                               options_.output,
                               options_.type,
                               options_.for_host,
                               options_.target,
                               {options_.root},
                               {plan->toolchain.rustc},
                               {},
                               {},
                               {},
                               directories_of(plan->crate),
                               plan->toolchain,
                               environment_,
                               plan->frozen,
                               calls_,
                               options_.memory};
    const CrateGraph& graph = plan->declared.graph;
    const Unit& unit = graph.units[plan->declared.crate];
    Status written = options_.tests ? write_cmake_test_script(context_, request, graph, {&unit}, plan->edges)
                                    : write_cmake_script(context_, request, graph, unit, plan->edges);
    return written ? touch_outdated(disk_, options_.build_directory, plan->requested, {plan->frozen, environment_})
                   : written;
  }

  Result<CheckPlan> plan_checks() {
    Result<Plan> plan = make_plan(/*has_checks=*/true);
    if (!plan) return plan.error();
    const CrateGraph& graph = plan->declared.graph;
    const Unit& unit = graph.units[plan->declared.crate];
    CheckPlan checks{{options_.build_directory, std::move(plan->edges), {check_edge_of(unit)}},
                     checked_targets(graph),
                     std::move(plan->frozen),
                     plan->toolchain.rustc,
                     !find_clippy(disk_, plan->toolchain).empty()};
    if (options_.tests) return checks;
    const HostLink link = HostLinker(graph, checks.rustc, options_.build_directory, checks.checks.edges)
                              .link_by_rustc(unit, options_.type);
    const ReferencePlace place{options_.target, options_.build_directory, directories_of(plan->crate), options_.type};
    Status written = write_reference_file(disk_, place, unit, link);
    return written ? Result<CheckPlan>(std::move(checks)) : written.error();
  }

 private:
  struct Plan {
    Toolchain toolchain;
    DeclaredCrate crate;
    DeclaredGraph declared;
    RequestedVariables requested;
    FrozenEnvironment frozen;
    EdgeGraph edges = {};
  };

  Result<Plan> make_plan(bool has_checks) {
    if (Status made = disk_.make_directories(place("ferrule")); !made) return made.error();
    std::string memory = join_path(options_.host_directory, "ferrule/memory");
    if (Status made = disk_.make_directories(memory); !made) return made.error();
    Result<Toolchain> toolchain = find_cached_toolchain(
        disk_, context_.processes,
        {find_variable(environment_, "RUSTC").value_or(""), directory_of(options_.root), environment_, memory});
    if (!toolchain) return toolchain.error();
    Result<DeclaredCrate> crate = declaration();
    if (!crate) return crate.error();
    DeclaredGraph declared = declare_crate(*crate, *toolchain);
    put_uplifted_apart(declared.graph, options_.for_host);
    RequestedVariables requested = read_requested_variables(disk_, options_.build_directory);
    FrozenEnvironment frozen = frozen_environment(requested);
    PlanOptions options = plan_options(*toolchain, has_checks);
    options.users_bootstrap = frozen.has_bootstrap();
    // To find errors no library is split: only procedural macros take their code.
    if (has_checks && options.pipelining == Pipelining::hollow) options.pipelining = Pipelining::automatic;
    else if (Status planned = plan_splits(declared.graph, options); !planned) return planned.error();
    Plan plan{std::move(*toolchain), std::move(*crate), std::move(declared), std::move(requested), std::move(frozen)};
    plan.edges = make_edges(plan.declared.graph, options);
    for (Edge& edge : plan.edges.edges) edge.description = options_.target;  // it has no version
    return plan;
  }

  std::string place(std::string_view path) const { return join_path(options_.build_directory, path); }

  /// Packages may have their edges in this directory too. What a rustup proxy
  /// told Cargo, and nobody told us, stays.
  FrozenEnvironment frozen_environment(const RequestedVariables& requested) const {
    const bool is_closed = options_.closed_environment;
    FrozenEnvironment frozen{freeze(environment_, names_to_keep(requested, is_closed)), {}, {}, is_closed};
    Result<std::string> text = disk_.read(place(kFrozenEnvironmentFile));
    if (!text) return frozen;
    Result<FrozenEnvironment> old = parse_frozen_environment(*text, kFrozenEnvironmentFile);
    if (!old) return frozen;
    for (const EnvironmentVariable& variable : old->variables)
      if (variable.name.starts_with("RUSTUP_") && !find_variable(environment_, variable.name))
        frozen.variables.push_back(variable);
    return frozen;
  }

  Result<DeclaredCrate> declaration() const {
    DeclaredCrate crate{options_.target,
                        options_.build_directory,
                        options_.root,
                        options_.edition,
                        options_.type,
                        options_.triple,
                        options_.options,
                        options_.features,
                        {},
                        {},
                        {}};
    for (const std::string& variable : options_.variables) {
      Halves parts = split_once(variable, '=');
      crate.environment.push_back({std::string(parts.first), std::string(parts.second)});
    }
    for (const std::string& dependency : options_.dependencies)
      if (Status added = add_dependency(dependency, crate); !added) return added.error();
    crate.other_features = options_.other_features;
    crate.is_test = options_.tests;
    crate.rustc_wrapper = find_variable(environment_, "RUSTC_WRAPPER").value_or("");
    return crate;
  }

  Status add_dependency(const std::string& dependency, DeclaredCrate& crate) const {
    auto [name, path, found] = split_once(dependency, '=');
    std::string file(path);
    Result<std::string> text = disk_.read(file);
    if (!text) return text.error();
    Result<CrateReference> reference = parse_reference(*text, file);
    if (!reference) return reference.error();
    if (Status fits = check_target(*reference); !fits) return fits;
    std::string called(name.empty() ? reference->crate_name : name);
    for (const DeclaredDependency& other : crate.dependencies)
      if (other.name == called)
        return Error{fmt::format("DEPS names `{}` and `{}`, which are both called `{}` in the source",
                                 other.crate.target, reference->target, called),
                     {},
                     fmt::format("rename one of them: DEPS other_name={}", reference->target)};
    crate.dependencies.push_back({std::move(called), std::move(*reference)});
    return {};
  }

  Status check_target(const CrateReference& dependency) const {
    if (dependency.crate_type == "proc-macro" || dependency.triple == options_.triple) return {};
    auto name = [](const std::string& triple) { return triple.empty() ? "the host" : "`" + triple + "`"; };
    return Error{fmt::format("DEPS names `{}`, which is compiled for {}, but this crate is compiled for {}",
                             dependency.target, name(dependency.triple), name(options_.triple)),
                 {},
                 "give both the same TARGET; what a proc macro or a HOST crate depends on needs HOST"};
  }

  PlanOptions plan_options(const Toolchain& toolchain, bool has_checks) const {
    CompilerTraits compiler{toolchain.rustc, toolchain.is_nightly, toolchain.mangling};
    if (has_checks) compiler.clippy = find_clippy(disk_, toolchain);
    return {options_.build_directory,
            options_.plan.mode(),
            {},
            std::move(compiler),
            false,
            {LinkedBy::host, options_.host_directory, options_.for_host, has_checks}};
  }

  /// Which of them are split is kept with the plan of the packages that have their edges in this directory.
  Status plan_splits(const CrateGraph& graph, PlanOptions& options) const {
    if (options_.plan.mode() != Pipelining::automatic) return {};
    BuildMemoryRequest request{options_.build_directory, options_.host_directory, options_.plan, context_.cores, {}};
    BuildMemory memory = read_build_memory(disk_, request, graph);
    apply(memory.plan, options);
    return write_build_memory(disk_, options_.build_directory, memory);
  }

  const CommandContext& context_;
  Disk& disk_;
  const CMakeRootOptions& options_;
  Environment environment_;
  CallSession& calls_;
};

}  // namespace

Status write_cmake_root(const CommandContext& context, const CMakeRootOptions& options, CallSession& calls) {
  return RootWriter(context, options, calls).write();
}

Result<CheckPlan> plan_root_checks(const CommandContext& context, const CMakeRootOptions& options,
                                   CallSession& calls) {
  return RootWriter(context, options, calls).plan_checks();
}

}  // namespace ferrule
