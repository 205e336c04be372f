#include "command/cmake/crate.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/files.h"
#include "base/strings.h"
#include "command/cmake/rustflags.h"
#include "command/cmake/script.h"
#include "emit/crate_reference.h"
#include "plan/edges/checked_units.h"
#include "plan/edges/host_link.h"
#include "prepare/package_patterns.h"
#include "prepare/prepared_build.h"
#include "record/cargo/cargo_config.h"
#include "record/cargo/package_targets.h"
#include "record/toolchain/environment.h"

namespace ferrule {

namespace {

/// The choice that TYPE, BIN and the package's own targets lead to.
struct Choice {
  std::string type;
  std::string subcommand;
  std::vector<std::string> arguments;
};

}  // namespace

class CMakeCrateWriter::Work {
 public:
  Work(const CommandContext& context, const CMakeCrateOptions& options, CallSession& calls)
      : context_(context), disk_(context.disk), options_(options), environment_(context.environment), calls_(calls) {}

  Status prepare(JointRecordings& together) {
    if (Status made = disk_.make_directories(memory()); !made) return made;
    Status found = find_package(options_.session);
    // The project may write manifests between two calls.
    if (!found && !options_.session.empty()) found = find_package("");
    if (!found) return found;
    Result<Choice> choice = choose();
    if (!choice) return choice.error();
    choice_ = std::move(*choice);
    cargo_arguments_ = options_.cargo_arguments;
    if (Status listed = find_variables(); !listed) return listed;
    for (const std::string& variable : variables_) {
      Halves parts = split_once(variable, '=');
      set_variable(recorded_environment_, parts.first, parts.second);
    }
    if (!options_.rustflags.empty())
      if (Status added = add_flags_of_call(); !added) return added;
    request_ = planning_request(options_.tests ? test_choice(choice_) : choice_);
    request_.record.together = &together;
    together.announce(request_.record);
    return {};
  }

  Status write() {
    Result<PreparedBuild> planned = plan();
    return planned ? write_script(*planned, choice_) : planned.error();
  }

  Result<CheckPlan> plan_checks() {
    request_.host.has_checks = true;
    // No library is split: only procedural macros take their code.
    if (options_.plan.mode() != Pipelining::off) request_.plan.pipelining = Pipelining::automatic;
    Result<PreparedBuild> planned = plan();
    if (!planned) return planned.error();
    const CrateGraph& graph = planned->recording.built.graph;
    Result<std::vector<const Unit*>> units = wanted_units(graph);
    if (!units) return units.error();
    CheckPlan checks{{options_.build_directory, std::move(planned->edges), {}},
                     checked_targets(graph),
                     planned->frozen_environment,
                     planned->recording.toolchain.rustc,
                     planned->has_clippy,
                     join_path(options_.build_directory, recording_directory() + "/inputs")};
    for (const Unit& unit : graph.units)
      if (!options_.tests || !is_of_package(unit) || std::count(units->begin(), units->end(), &unit) > 0)
        checks.checks.wanted.push_back(check_edge_of(unit));
    if (options_.tests) return checks;
    checks.profile = planned->recording.outcome.profile;
    const HostLink link = HostLinker(graph, checks.rustc, options_.build_directory, checks.checks.edges)
                              .link_by_rustc(*units->back(), choice_.type);
    const ReferencePlace place{options_.target, options_.build_directory, {options_.build_directory}, choice_.type};
    Status written = write_reference_file(disk_, place, *units->back(), link);
    return written ? Result<CheckPlan>(std::move(checks)) : written.error();
  }

 private:
  Result<PreparedBuild> plan() {
    if (Status made = disk_.make_directories(options_.build_directory); !made) return made.error();
    Result<PreparedBuild> planned = prepare_build(context_, request_);
    if (!planned) return planned;
    if (Status kept = keep_package_patterns(disk_, options_.build_directory, planned->recording.built.graph); !kept)
      return kept.error();
    for (Edge& edge : planned->edges.edges) {
      drop_primary_package(edge.action);
      add_configured_variables(*planned, edge.action);
      add_variant(edge.action);
      add_local_flags(planned->recording.built.graph, edge.action);
    }
    return planned;
  }

  Status find_package(const std::string& session) {
    WorkspaceMetadataRequest metadata{
        "cargo", directory_of(options_.manifest_path), options_.manifest_path, {}, environment_};
    Result<std::shared_ptr<const WorkspacePackages>> workspace =
        calls_.find_workspace(context_.processes, {metadata, memory(), session});
    if (!workspace) return workspace.error();
    workspace_ = std::move(*workspace);
    Result<PackageTargets> package = find_package_targets(*workspace_, options_.manifest_path, options_.crate);
    if (!package) return package.error();
    package_ = std::move(*package);
    return {};
  }

  /// What all calls of a project share.
  std::string memory() const { return join_path(options_.host_directory, "ferrule/memory"); }

  // --- Which of the package's targets ---------------------------------------

  bool has_library_type(std::string_view type) const {
    const std::vector<std::string>& types = package_.library_types;
    return std::find(types.begin(), types.end(), type) != types.end();
  }

  Result<Choice> choose() const {
    bool has_library = !package_.library_types.empty();
    std::string type = options_.type;
    bool is_macro = has_library_type("proc-macro");
    std::string of_library = is_macro ? "proc-macro" : "rlib";
    if (type.empty()) type = !options_.binary.empty() || !has_library ? "bin" : of_library;
    if (is_macro && type != "bin" && type != "proc-macro")
      return Error{fmt::format("`{}` is a proc macro: rustc loads it, and no target can link it", package_.name),
                   package_.manifest_path,
                   "leave out TYPE, and name this target in the DEPS of the crates that use it"};
    if (type == "proc-macro" && has_library && !is_macro)
      return Error{fmt::format("`{}` is not a proc macro", package_.name), package_.manifest_path,
                   "say `proc-macro = true` in its [lib]"};
    if (type == "bin") return choose_binary();
    if (!has_library)
      return Error{fmt::format("TYPE {} needs a library, but `{}` has none", type, package_.name),
                   package_.manifest_path};
    bool is_ordinary = package_.library_types == std::vector<std::string>{"lib"} ||
                       package_.library_types == std::vector<std::string>{"rlib"};
    if (is_macro || (type == "rlib" && is_ordinary)) return Choice{type, "build", {"--lib"}};
    return Choice{type, "rustc", {"--lib", "--crate-type", type}};
  }

  Result<Choice> choose_binary() const {
    std::string names = fmt::format("{}", fmt::join(package_.binaries, ", "));
    if (package_.binaries.empty())
      return Error{fmt::format("`{}` has no executable", package_.name), package_.manifest_path};
    if (options_.binary.empty() && package_.binaries.size() > 1)
      return Error{fmt::format("`{}` has several executables", package_.name), package_.manifest_path,
                   fmt::format("choose one with BIN: {}", names)};
    std::string binary = options_.binary.empty() ? package_.binaries.front() : options_.binary;
    if (std::find(package_.binaries.begin(), package_.binaries.end(), binary) == package_.binaries.end())
      return Error{fmt::format("`{}` has no executable `{}`", package_.name, binary), package_.manifest_path,
                   fmt::format("it has: {}", names)};
    return Choice{"bin", "build", {"--bin", binary}};
  }

  /// Cargo's choice for the tests of a package leaves out those whose `required-features` aren't there. Which are
  /// this crate's is seen later.
  static Choice test_choice(const Choice& choice) { return {choice.type, "test", {"--tests"}}; }

  PrepareBuildRequest planning_request(const Choice& choice) const {
    PrepareBuildRequest request;
    RecordRequest& record = request.record;
    record.directory = directory_of(options_.manifest_path);
    record.build_directory = options_.build_directory;
    record.manifest_path = options_.manifest_path;
    record.subcommand = choice.subcommand;
    record.cargo_arguments = {"--manifest-path", options_.manifest_path, "-p", package_.name};
    record.cargo_arguments.insert(record.cargo_arguments.end(), choice.arguments.begin(), choice.arguments.end());
    record.cargo_arguments.insert(record.cargo_arguments.end(), cargo_arguments_.begin(), cargo_arguments_.end());
    record.with_tests = false;
    record.memory = memory();
    record.session = options_.session;
    record.trusts_recording = true;
    if (choice.subcommand == "build" && !chooses_features())
      record.selection = {package_.name, directory_of(package_.manifest_path),
                          choice.type == "bin" ? choice.arguments.back() : "", cargo_arguments_};
    record.depends_on_all_members = false;
    record.workspace = workspace_;
    record.recording_directory = recording_directory();
    record.environment = recorded_environment_;
    if (Result<std::string> launcher = find_launcher(context_)) record.launcher = *launcher;
    record.show = [](std::string_view line) { fmt::print(stderr, "{}\n", line); };
    request.plan = options_.plan;
    request.variables = variables_;
    request.closed_environment = options_.closed_environment;
    request.host = {LinkedBy::host, options_.host_directory, options_.for_host};
    return request;
  }

  /// Those of the call, and the project's compilers where the Cargo configuration names no others.
  Status find_variables() {
    Result<CargoConfig> config = read_cargo_config(disk_, directory_of(options_.manifest_path), environment_, {});
    if (!config) return config.error();
    for (const std::string& compiler : options_.compilers)
      if (!config->environment.contains(split_once(compiler, '=').first)) variables_.push_back(compiler);
    variables_.insert(variables_.end(), options_.variables.begin(), options_.variables.end());
    return {};
  }

  Status add_flags_of_call() {
    Result<CargoConfig> config =
        read_cargo_config(disk_, directory_of(options_.manifest_path), recorded_environment_, {});
    if (!config) return config.error();
    Result<std::vector<std::string>> more =
        add_rustflags(options_.rustflags, recorded_environment_, config->targets_with_rustflags);
    if (!more) return more.error();
    cargo_arguments_.insert(cargo_arguments_.end(), more->begin(), more->end());
    return {};
  }

  /// Cargo's `-C metadata` is the same whatever RUSTFLAGS and the environment are, and so are the symbols.
  void add_variant(Action& action) const {
    if (options_.variant.empty() || !compiles_code(action.kind)) return;
    action.command.emplace_back("-C");
    action.command.emplace_back("metadata=" + options_.variant);
  }

  /// LOCAL_RUSTFLAGS, for the edges of the crate itself. The edges of a library and of its tests are shared.
  void add_local_flags(const CrateGraph& graph, Action& action) const {
    if (options_.local_rustflags.empty() || !compiles_code(action.kind)) return;
    std::vector<const Unit*> units = find_units(graph, choice_);
    if (options_.tests) {
      std::vector<const Unit*> tests = find_tests(graph, choice_);
      units.insert(units.end(), tests.begin(), tests.end());
    }
    const bool is_own = std::any_of(units.begin(), units.end(),
                                    [&](const Unit* unit) { return action.id.starts_with(unit->id + "."); });
    if (!is_own) return;
    std::string all;
    for (const std::string& flag : options_.local_rustflags) {
      action.command.emplace_back(flag);
      all += flag + '\n';
    }
    // One program may hold the crate without them too.
    action.command.emplace_back("-C");
    action.command.emplace_back("metadata=" + hex(digest(all)));
  }

  /// Of a library or program, which others may be linked with.
  static bool compiles_code(EdgeKind kind) {
    return traits_of(kind).compiles_crate && kind != EdgeKind::build_script;
  }

  bool chooses_features() const {
    return std::any_of(options_.cargo_arguments.begin(), options_.cargo_arguments.end(), [](const std::string& word) {
      return word == "--features" || word == "--all-features" || word == "--no-default-features";
    });
  }

  /// To Cargo a crate is primary in one call and a dependency in another. In a CMake project both calls share its
  /// edges.
  static void drop_primary_package(Action& action) {
    std::erase_if(action.environment,
                  [](const EnvironmentVariable& variable) { return variable.name == "CARGO_PRIMARY_PACKAGE"; });
  }

  /// [env] of the Cargo configuration. The frozen environment is that of all calls, and each workspace may have a
  /// configuration of its own.
  static void add_configured_variables(const PreparedBuild& planned, Action& action) {
    std::set<std::string_view> names;
    for (const auto& [name, value] : planned.recording.config.environment) names.insert(name);
    for (const EnvironmentVariable& variable : action.environment) names.erase(variable.name);
    for (const EnvironmentVariable& variable : planned.frozen_environment.variables)
      if (names.contains(variable.name)) action.environment.push_back(variable);
  }

  // --- What CMake gets ----------------------------------------------------------

  Status write_script(PreparedBuild& planned, const Choice& choice) {
    const CrateGraph& graph = planned.recording.built.graph;
    Result<std::vector<const Unit*>> wanted = wanted_units(graph);
    if (!wanted) return wanted.error();
    const std::vector<const Unit*>& units = *wanted;
    const Unit& unit = *units.back();
    if (options_.for_host && !unit.triple.empty())
      return Error{fmt::format("HOST asks for a program for the host, but Cargo compiles for `{}`", unit.triple),
                   package_.manifest_path, "remove `build.target` from the Cargo configuration, and say TARGET"};
    const RecordingInputs& inputs = planned.recording.inputs;
    CMakeScriptRequest request{options_.target,
                               options_.build_directory,
                               options_.output,
                               choice.type,
                               options_.for_host,
                               unit.target_name,
                               sources_of(units),
                               existing(inputs.files),
                               join_path(options_.build_directory, recording_directory() + "/inputs"),
                               options_.watches_by_patterns ? watched_names(inputs) : std::vector<std::string>(),
                               options_.watches_by_patterns ? inputs.listings : std::vector<std::string>(),
                               {options_.build_directory},
                               planned.recording.toolchain,
                               environment_,
                               planned.frozen_environment,
                               calls_,
                               options_.memory,
                               options_.session};
    Status written = options_.tests ? write_cmake_test_script(context_, request, graph, units, planned.edges)
                                    : write_cmake_script(context_, request, graph, unit, planned.edges);
    if (!written) return written;
    // What this call has decided holds for those that share its crates.
    if (options_.plan.mode() == Pipelining::automatic)
      if (Status kept = write_build_memory(disk_, options_.build_directory, planned.memory); !kept) return kept;
    return touch_outdated(disk_, options_.build_directory, planned.requested,
                          {planned.frozen_environment, environment_});
  }

  /// What the call asks for; there is something.
  Result<std::vector<const Unit*>> wanted_units(const CrateGraph& graph) const {
    std::vector<const Unit*> units = options_.tests ? find_tests(graph, choice_) : find_units(graph, choice_);
    if (!units.empty()) return units;
    return Error{options_.tests ? fmt::format("`{}` has no tests", package_.name)
                                : fmt::format("Cargo does not build a {} of `{}`", choice_.type, package_.name),
                 package_.manifest_path};
  }

  std::string recording_directory() const {
    return "ferrule/recordings/" + options_.target + (options_.tests ? ".tests" : "");
  }

  /// CMake would configure for ever for a file that isn't there.
  std::vector<std::string> existing(std::vector<std::string> files) const {
    std::erase_if(files, [&](const std::string& file) { return !disk_.stamp(file); });
    return files;
  }

  static std::vector<std::string> watched_names(const RecordingInputs& inputs) {
    std::vector<std::string> names = inputs.files;
    names.insert(names.end(), inputs.presences.begin(), inputs.presences.end());
    return names;
  }

  static std::vector<std::string> sources_of(const std::vector<const Unit*>& units) {
    std::vector<std::string> sources;
    for (const Unit* unit : units) sources.push_back(join_path(unit->directory, unit->source));
    return sources;
  }

  bool is_of_package(const Unit& unit) const {
    return unit.package.root == directory_of(package_.manifest_path) && unit.kind == UnitKind::compile &&
           unit.target_kind != TargetKind::build_script;
  }

  std::vector<const Unit*> find_units(const CrateGraph& graph, const Choice& choice) const {
    const Unit* found = nullptr;
    for (const Unit& unit : graph.units) {
      if (!is_of_package(unit)) continue;
      bool fits = choice.type == "rlib" ? unit.makes_rlib() : unit.has_crate_type(choice.type);
      if (choice.type == "bin") fits = fits && unit.target_name == choice.arguments.back();
      if (fits) found = &unit;
    }
    return found == nullptr ? std::vector<const Unit*>{} : std::vector<const Unit*>{found};
  }

  /// A library has its own unit tests and the package's integration tests. An executable has its own, and those of a
  /// package without a library. Behind them, the executables that they start.
  std::vector<const Unit*> find_tests(const CrateGraph& graph, const Choice& choice) const {
    std::vector<const Unit*> tests, programs;
    for (UnitIndex index : in_order_of_ids(graph)) {
      const Unit& unit = graph.units[index];
      if (is_of_package(unit) && unit.is_test && is_test_of(unit, choice)) tests.push_back(&unit);
    }
    for (const Unit* test : tests)
      for (const UsedProgram& used : test->used_programs) {
        const Unit* unit = &graph.units[used.unit];
        if (std::find(programs.begin(), programs.end(), unit) == programs.end()) programs.push_back(unit);
      }
    tests.insert(tests.end(), programs.begin(), programs.end());
    return tests;
  }

  bool is_test_of(const Unit& test, const Choice& choice) const {
    switch (test.target_kind) {
      case TargetKind::test: return choice.type != "bin" || package_.library_types.empty();
      case TargetKind::binary: return choice.type == "bin" && test.target_name == choice.arguments.back();
      case TargetKind::library:
      case TargetKind::proc_macro: return choice.type != "bin";
      default: return false;
    }
  }

  const CommandContext& context_;
  Disk& disk_;
  const CMakeCrateOptions& options_;
  Environment environment_;
  CallSession& calls_;
  std::vector<std::string> variables_;
  Environment recorded_environment_ = environment_;  // with what the call says
  std::vector<std::string> cargo_arguments_;
  std::shared_ptr<const WorkspacePackages> workspace_;
  PackageTargets package_;
  Choice choice_;
  PrepareBuildRequest request_;
};

CMakeCrateWriter::CMakeCrateWriter(const CommandContext& context, const CMakeCrateOptions& options,
                                   CallSession& calls)
    : work_(std::make_unique<Work>(context, options, calls)) {}
CMakeCrateWriter::~CMakeCrateWriter() = default;

Status CMakeCrateWriter::prepare(JointRecordings& together) { return work_->prepare(together); }
Status CMakeCrateWriter::write() { return work_->write(); }
Result<CheckPlan> CMakeCrateWriter::plan_checks() { return work_->plan_checks(); }

}  // namespace ferrule
