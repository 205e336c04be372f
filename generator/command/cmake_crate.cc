#include "command/cmake_crate.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/strings.h"
#include "command/planned_build.h"
#include "emit/build_directory.h"
#include "emit/cmake_writer.h"
#include "plan/aliases.h"
#include "plan/layout.h"
#include "record/environment.h"
#include "record/package_targets.h"

namespace ferrule {

namespace {

/// The choice that TYPE, BIN and the package's own targets lead to.
struct Choice {
  std::string type;
  std::string subcommand;
  std::vector<std::string> arguments;
};

class CrateWriter {
 public:
  CrateWriter(const CommandContext& context, const CMakeCrateOptions& options)
      : context_(context), disk_(context.disk), options_(options),
        environment_(without_cargos_own(context.environment)) {}

  Status write() {
    if (!disk_.stamp(options_.manifest_path))
      return Error{fmt::format("MANIFEST_PATH names `{}`, which isn't there", options_.manifest_path)};
    Result<PackageTargets> package =
        find_package_targets(context_.processes, options_.manifest_path, options_.crate, environment_);
    if (!package) return package.error();
    package_ = std::move(*package);
    Result<Choice> choice = choose();
    if (!choice) return choice.error();
    if (Status made = disk_.make_directories(options_.build_directory); !made) return made;
    Result<PlannedBuild> planned = plan_build(context_, planning_request(*choice));
    if (!planned) return planned.error();
    return write_script(*planned, *choice);
  }

 private:
  // --- Which of the package's targets ---------------------------------------

  bool has_library_type(std::string_view type) const {
    const std::vector<std::string>& types = package_.library_types;
    return std::find(types.begin(), types.end(), type) != types.end();
  }

  Result<Choice> choose() const {
    bool has_library = !package_.library_types.empty();
    std::string type = options_.type;
    if (type.empty()) type = !options_.binary.empty() || !has_library ? "bin" : "rlib";
    if (has_library_type("proc-macro") && type != "bin")
      return Error{fmt::format("`{}` is a proc macro: rustc loads it, no target can link it", package_.name),
                   package_.manifest_path, "name it in the dependencies of the crates that use it"};
    if (type == "bin") return choose_binary();
    if (!has_library)
      return Error{fmt::format("TYPE {} needs a library, and `{}` has none", type, package_.name),
                   package_.manifest_path};
    bool is_ordinary = package_.library_types == std::vector<std::string>{"lib"} ||
                       package_.library_types == std::vector<std::string>{"rlib"};
    if (type == "rlib" && is_ordinary) return Choice{type, "build", {"--lib"}};
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

  PlannedBuildRequest planning_request(const Choice& choice) const {
    PlannedBuildRequest request;
    RecordRequest& record = request.record;
    record.directory = directory_of(options_.manifest_path);
    record.build_directory = options_.build_directory;
    record.manifest_path = options_.manifest_path;
    record.subcommand = choice.subcommand;
    record.cargo_arguments = {"--manifest-path", options_.manifest_path, "-p", package_.name};
    record.cargo_arguments.insert(record.cargo_arguments.end(), choice.arguments.begin(), choice.arguments.end());
    record.cargo_arguments.insert(record.cargo_arguments.end(), options_.cargo_arguments.begin(),
                                  options_.cargo_arguments.end());
    record.with_tests = false;
    record.recording_directory = "ferrule/recordings/" + options_.target;
    record.environment = environment_;
    for (const std::string& variable : options_.variables) {
      Halves parts = split_once(variable, '=');
      set_variable(record.environment, parts.first, parts.second);
    }
    if (Result<std::string> launcher = find_launcher(context_)) record.launcher = *launcher;
    record.show = [](std::string_view line) { fmt::print(stderr, "{}\n", line); };
    request.pipelining = options_.pipelining;
    request.fused = options_.fused;
    request.variables = options_.variables;
    request.linked_by = LinkedBy::host;
    request.host_directory = options_.host_directory;
    return request;
  }

  // --- What CMake gets ----------------------------------------------------------

  Status write_script(PlannedBuild& planned, const Choice& choice) {
    const Unit* unit = find_unit(planned.recording.built.graph, choice);
    if (unit == nullptr)
      return Error{fmt::format("Cargo does not build a {} of `{}`", choice.type, package_.name),
                   package_.manifest_path};
    Layout layout(planned.recording.built.graph);
    CMakeCrate crate;
    crate.type = choice.type;
    crate.name = unit->target_name;
    crate.sources = {join_path(unit->directory, unit->source)};
    crate.configure_depends = planned.recording.inputs.files;
    fill_files(crate, planned, *unit, layout);
    add_link_arguments(crate, planned, *unit, layout);
    add_runtime(crate, planned, *unit);
    if (Status added = add_native_libraries(crate, planned); !added) return added;
    Result<std::string> script = write_cmake(planned.edges, crate, options_.build_directory);
    if (!script) return script.error();
    Status written = write_edges(disk_, options_.build_directory, planned.edges, planned.frozen_environment);
    if (!written) return written;
    Result<bool> saved = disk_.write(options_.output, *script);
    if (!saved) return saved.error();
    return touch_outdated(disk_, options_.build_directory, planned.requested, planned.frozen_environment);
  }

  const Unit* find_unit(const CrateGraph& graph, const Choice& choice) const {
    const Unit* found = nullptr;
    for (const Unit& unit : graph.units) {
      bool is_package = unit.package.root == directory_of(package_.manifest_path);
      if (unit.kind != UnitKind::compile || !is_package || unit.target_kind == TargetKind::build_script) continue;
      bool fits = choice.type == "rlib" ? unit.makes_rlib() : unit.has_crate_type(choice.type);
      if (choice.type == "bin") fits = fits && unit.target_name == choice.arguments.back();
      if (fits) found = &unit;
    }
    return found;
  }

  static void fill_files(CMakeCrate& crate, const PlannedBuild& planned, const Unit& unit, const Layout& layout) {
    std::vector<std::string> aliases;
    for (const UnitArgument& argument : unit.command)
      if (const auto* dependency = std::get_if<ExternCrate>(&argument))
        if (dependency->crate_type != "proc-macro")
          aliases.push_back(link_alias(planned.recording.built.graph.units[dependency->unit]));
    if (crate.type == "rlib") crate.file = layout.artifact(unit, "rlib");
    else if (crate.type == "staticlib") crate.file = layout.artifact(unit, "staticlib");
    else crate.file = layout.object(unit);
    if (crate.type != "staticlib") crate.link_files = files_behind(planned.edges, aliases);
  }

  /// What build scripts of the linked crates print is known only when they
  /// have run: an edge gathers it in a response file.
  void add_link_arguments(CMakeCrate& crate, PlannedBuild& planned, const Unit& crate_unit, const Layout& layout) const {
    Edge edge;
    for (const Unit& unit : planned.recording.built.graph.units) {
      if (!unit.script_run || unit.kind != UnitKind::compile) continue;
      bool is_linked = &unit == &crate_unit;
      for (const std::string& file : crate.link_files)
        is_linked = is_linked || (unit.makes_rlib() && layout.artifact(unit, "rlib") == file);
      if (!is_linked) continue;
      std::string output = layout.script_output(planned.recording.built.graph.units[*unit.script_run]);
      edge.action.command.emplace_back(ScriptArgument{ScriptValue::link_search, output});
      edge.action.command.emplace_back(ScriptArgument{ScriptValue::link_library, output});
      edge.inputs.push_back(output);
    }
    if (edge.inputs.empty()) return;
    edge.action.kind = EdgeKind::link_arguments;
    edge.action.id = options_.target + ".rust_link_arguments";
    edge.action.package = crate_unit.package.description();
    edge.action.directory = options_.build_directory;
    crate.link_arguments = "ferrule/link/" + options_.target + ".rsp";
    edge.action.outputs = {{"-", crate.link_arguments}};
    edge.outputs = {crate.link_arguments};
    edge.description = options_.target;
    planned.edges.edges.push_back(std::move(edge));
  }

  /// All Rust code of a program shares one std and one allocator. rustc puts
  /// them into a static library that it makes of an empty crate.
  void add_runtime(CMakeCrate& crate, PlannedBuild& planned, const Unit& unit) {
    std::string panic = panic_strategy(unit);
    std::string name = "ferrule_runtime_" + panic;
    Edge edge;
    Action& action = edge.action;
    action.kind = EdgeKind::staticlib;
    action.id = name + (unit.triple.empty() ? "" : "@" + std::string(file_name(unit.triple))) + ".rust_staticlib";
    action.package = "ferrule_runtime v" FERRULE_VERSION;
    action.directory = options_.build_directory;
    action.command = {planned.recording.toolchain.rustc, "--crate-name", name, "--edition=2021", kRuntimeSource,
                      "--crate-type", "staticlib", "--emit=dep-info,link", "-C", "opt-level=3", "-C",
                      "panic=" + panic, "--out-dir", TemporaryDirectory{}};
    if (!unit.triple.empty()) {
      action.command.emplace_back("--target");
      action.command.emplace_back(unit.triple);
    }
    crate.runtime = "lib/" + (unit.triple.empty() ? "" : std::string(file_name(unit.triple)) + "/") + "lib" + name + ".a";
    action.outputs = {{"lib" + name + ".a", crate.runtime}};
    edge.description = "std for all";
    edge.outputs = {crate.runtime};  // its only source is the compiler
    edge.tools = {planned.recording.toolchain.rustc};
    planned.edges.edges.push_back(std::move(edge));
    if (crate.type == "staticlib") crate.runtime.clear();
  }

  static std::string panic_strategy(const Unit& unit) {
    for (const UnitArgument& argument : unit.command)
      if (const auto* text = std::get_if<std::string>(&argument); text != nullptr && text->starts_with("panic="))
        return text->substr(6);
    return "unwind";
  }

  /// What std itself must be linked with: rustc says so for a static library.
  Status add_native_libraries(CMakeCrate& crate, const PlannedBuild& planned) {
    std::string source = join_path(options_.build_directory, kRuntimeSource);
    if (Status made = disk_.make_directories(directory_of(source)); !made) return made;
    constexpr std::string_view kText = "//! Empty: rustc adds std and the allocator to its static library.\n";
    if (Result<bool> written = disk_.write(source, kText); !written) return written.error();
    std::string cache = join_path(options_.build_directory, "ferrule/native-static-libs");
    std::string key = planned.recording.toolchain.version;
    if (Result<std::string> known = disk_.read(cache); known && known->starts_with(key)) {
      for (std::string_view word : split(trim(std::string_view(*known).substr(key.size())), ' '))
        crate.native_libraries.emplace_back(word);
      return {};
    }
    ProcessRequest ask{{planned.recording.toolchain.rustc, "--crate-type", "staticlib", "--print",
                        "native-static-libs", "-o", join_path(options_.build_directory, "ferrule/probe.a"), source},
                       options_.build_directory,
                       environment_};
    Result<ProcessResult> result = context_.processes.run(ask);
    if (!result) return result.error();
    constexpr std::string_view kLabel = "native-static-libs: ";
    std::string_view said = result->errors;
    std::size_t at = said.find(kLabel);
    std::string_view libraries = at == std::string_view::npos ? "" : split_once(said.substr(at + kLabel.size()), '\n').first;
    (void)disk_.remove(join_path(options_.build_directory, "ferrule/probe.a"));
    for (std::string_view word : split(trim(libraries), ' ')) crate.native_libraries.emplace_back(word);
    if (Result<bool> saved = disk_.write(cache, key + std::string(libraries)); !saved) return saved.error();
    return {};
  }

  static constexpr const char* kRuntimeSource = "ferrule/runtime.rs";

  const CommandContext& context_;
  Disk& disk_;
  const CMakeCrateOptions& options_;
  Environment environment_;
  PackageTargets package_;
};

}  // namespace

Status write_cmake_crate(const CommandContext& context, const CMakeCrateOptions& options) {
  return CrateWriter(context, options).write();
}

}  // namespace ferrule
