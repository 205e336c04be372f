#include "command/cmake/root.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/strings.h"
#include "command/cmake/script.h"
#include "declare/declared_crate.h"
#include "formats/frozen_environment.h"
#include "plan/edges/host_link.h"
#include "prepare/build_memory.h"
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
    if (Status made = disk_.make_directories(place("ferrule")); !made) return made;
    std::string memory = join_path(options_.host_directory, "ferrule/memory");
    if (Status made = disk_.make_directories(memory); !made) return made;
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
    PlanOptions options = plan_options(*toolchain);
    options.users_bootstrap = frozen.has_bootstrap();
    if (Status planned = plan_splits(declared.graph, options); !planned) return planned;
    EdgeGraph edges = make_edges(declared.graph, options);
    for (Edge& edge : edges.edges) edge.description = options_.target;  // it has no version
    CMakeScriptRequest request{options_.target,
                               options_.build_directory,
                               options_.output,
                               options_.type,
                               options_.for_host,
                               options_.target,
                               {options_.root},
                               {toolchain->rustc},
                               {},
                               {},
                               {},
                               directories_of(*crate),
                               *toolchain,
                               environment_,
                               frozen,
                               calls_,
                               options_.memory};
    const Unit& unit = declared.graph.units[declared.crate];
    Status written = options_.tests ? write_cmake_test_script(context_, request, declared.graph, {&unit}, edges)
                                    : write_cmake_script(context_, request, declared.graph, unit, edges);
    return written ? touch_outdated(disk_, options_.build_directory, requested, {frozen, environment_}) : written;
  }

 private:
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

  PlanOptions plan_options(const Toolchain& toolchain) const {
    return {options_.build_directory,
            options_.plan.mode(),
            {},
            {toolchain.rustc, toolchain.is_nightly, toolchain.mangling},
            false,
            {LinkedBy::host, options_.host_directory, options_.for_host}};
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

}  // namespace ferrule
