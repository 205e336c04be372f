#include "record/units/crate_graph_builder.h"

#include <algorithm>
#include <unordered_map>

#include "base/files.h"
#include "base/strings.h"
#include "record/toolchain/symbol_mangling.h"
#include "record/units/reported_artifacts.h"
#include "record/units/rustc_arguments.h"
#include "record/units/unit_environment.h"
#include "record/units/unit_names.h"
#include "record/units/unsupported.h"

namespace ferrule {

namespace {

class Builder {
 public:
  Builder(const RecordingPlace& place, const ToolSettings& tools)
      : place_(place), tools_(tools), environments_(place, artifacts_, units_, tools.configured_variables) {}

  Result<BuiltGraph> build(const std::vector<NamedRun>& runs) {
    for (const NamedRun& run : runs) {
      artifacts_.add(run.run);
      for (const RecordedPackage& known : run.run.packages) link_targets_[known.root] = known.link_targets;
    }
    // Commands refer to units by name, and not only to earlier ones.
    for (std::size_t run = 0; run < runs.size(); ++run)
      for (const RecordedCommand& command : runs[run].run.commands)
        if (Status added = add(command, run, runs[run].purpose == RunPurpose::benches); !added) return added.error();
    for (std::size_t run = 0; run < runs.size(); ++run) mark_members(runs[run], run);
    for (UnitIndex index = 0; index < sources_.size(); ++index) {
      Status resolved = resolve(graph_.units[index], sources_[index]);
      if (!resolved) return resolved.error();
    }
    if (!units_.failure()) return units_.failure().error();
    return BuiltGraph{std::move(graph_), environments_.take_shared()};
  }

 private:
  /// Of each unit: its command, and the run of Cargo that showed it.
  struct Source {
    const RecordedCommand* command;
    std::size_t run;
  };

  /// Notes which units belong to a run. Cargo does not run again what an
  /// earlier run has left fresh, but it names all of its artifacts.
  void mark_members(const NamedRun& run, std::size_t index) {
    if (run.purpose == RunPurpose::documentation) return mark_pages(run.run);
    auto mark = [&](UnitIndex unit) {
      Unit& marked = graph_.units[unit];
      (run.purpose == RunPurpose::tests ? marked.in_tests : marked.in_build) = true;
    };
    for (UnitIndex unit = 0; unit < sources_.size(); ++unit)
      if (sources_[unit].run == index) mark(unit);
    for (const std::string& key : artifacts_.keys(index))
      if (std::optional<UnitIndex> unit = units_.find(key)) mark(*unit);
  }

  void mark_pages(const RecordedRun& run) {
    graph_.has_documentation = true;
    for (std::size_t rank = 0; rank < run.pages.size(); ++rank)
      for (Unit& unit : graph_.units)
        if (unit.kind == UnitKind::documentation && unit.page == place_.relative(run.pages[rank]))
          unit.page_rank = rank;
  }

  // --- Units ----------------------------------------------------------------

  Status add(const RecordedCommand& command, std::size_t run, bool is_benches) {
    if (!units_.add(key_of(command, place_), graph_.units.size())) return {};
    Unit unit;
    unit.package = package_of(command);
    unit.directory = command.directory;
    if (Status identified = identify(unit, command); !identified) return identified;
    if (is_benches && unit.kind == UnitKind::test_run) unit.kind = UnitKind::bench_run;
    unit.id = ids_.make(unit.kind, unit.id);
    graph_.units.push_back(std::move(unit));
    sources_.push_back({&command, run});
    return {};
  }

  /// What the unit is, by itself.
  Status identify(Unit& unit, const RecordedCommand& command) {
    switch (command.tool) {
      case RecordedTool::rustc: return identify_compile(unit, command);
      case RecordedTool::build_script: identify_build_script_run(unit, command); break;
      case RecordedTool::test: identify_test_run(unit, command); break;
      case RecordedTool::rustdoc: identify_doc_test(unit, command); break;
      case RecordedTool::documentation: return identify_documentation(unit, command);
    }
    return {};
  }

  /// What it needs of other units.
  Status resolve(Unit& unit, const Source& source) {
    const RecordedCommand& command = *source.command;
    Status resolved;
    switch (command.tool) {
      case RecordedTool::rustc: resolved = resolve_compile(unit, command); break;
      case RecordedTool::build_script: resolved = resolve_build_script_run(unit, command); break;
      case RecordedTool::test: resolved = resolve_test_run(unit, command); break;
      case RecordedTool::rustdoc: resolved = resolve_doc_test(unit, command); break;
      case RecordedTool::documentation: resolved = resolve_documentation(unit, command); break;
    }
    if (!resolved) return resolved;
    environments_.fill(unit, command, source.run);
    if (unit.kind == UnitKind::build_script_run) add_tool_variables(unit);
    return {};
  }

  Status identify_compile(Unit& unit, const RecordedCommand& command) {
    RustcCommandLine line = parse_rustc_command_line(command.arguments, place_.recording_target);
    unit.kind = line.emits_link ? UnitKind::compile : UnitKind::check;
    unit.crate_name = line.crate_name;
    unit.extra_filename = line.extra_filename;
    unit.hash = line.hash;
    unit.crate_types = line.crate_types;
    unit.source = line.source;
    unit.triple = line.triple;
    unit.cargo_directory = place_.relative(line.out_dir);
    // A test with its own main() has neither --test nor a --crate-type.
    unit.is_test = line.is_test || line.crate_types.empty();
    unit.has_metadata_file = line.emits_metadata && !line.embeds_metadata;
    unit.id = unit.unique_stem();
    if (line.extra_filename.empty() && !line.triple.empty()) unit.id += "@" + std::string(file_name(line.triple));
    if (auto known = tools_.manglings.find(mangling_flags(command.arguments)); known != tools_.manglings.end())
      unit.mangling = known->second;
    artifacts_.describe(unit, line, command);
    if (unit.target_kind == TargetKind::build_script) scripts_[line.out_dir] = graph_.units.size();
    return check_supported(unit.package, line, command, tools_.sysroot);
  }

  Status resolve_compile(Unit& unit, const RecordedCommand& command) {
    RustcCommandLine line = parse_rustc_command_line(command.arguments, place_.recording_target);
    if (!tools_.rustc_wrapper.empty()) unit.command.emplace_back(tools_.rustc_wrapper);
    return fill_command(unit, line);
  }

  void identify_build_script_run(Unit& unit, const RecordedCommand& command) {
    unit.kind = UnitKind::build_script_run;
    unit.run_directory = directory_of(place_.relative(*command.variable("OUT_DIR")));
    unit.program_path = place_.relative(command.program);
    unit.id = name_of_run(unit);
    unit.target_kind = TargetKind::build_script;
    unit.target_name = file_name(command.program);
  }

  /// Cargo's directory for it is build/<package>-<hash>, or build/<package>/<hash>.
  static std::string name_of_run(const Unit& unit) {
    std::string name(file_name(unit.run_directory)), start = unit.package.name + "-";
    return name.starts_with(start) ? name : start + name;
  }

  Status resolve_build_script_run(Unit& unit, const RecordedCommand& command) {
    unit.program = find_script(command.program);
    if (!unit.program)
      return Error{"Cargo ran a build script of `" + unit.package.description() + "` that it had not compiled"};
    return {};
  }

  /// What a build script may call, where Cargo set nothing. They stand where
  /// Cargo's own would: `cargo build` and `cargo test` must give one action.
  void add_tool_variables(Unit& unit) const {
    if (!tools_.rustc_wrapper.empty()) insert_in_order(unit.environment, {"RUSTC_WRAPPER", tools_.rustc_wrapper});
    bool has_rustdoc = std::any_of(unit.environment.begin(), unit.environment.end(),
                                   [](const EnvironmentVariable& variable) { return variable.name == "RUSTDOC"; });
    if (!has_rustdoc) insert_in_order(unit.environment, {"RUSTDOC", tools_.rustdoc.name});
  }

  static void insert_in_order(std::vector<EnvironmentVariable>& sorted, EnvironmentVariable variable) {
    auto place = std::find_if(sorted.begin(), sorted.end(),
                              [&](const EnvironmentVariable& other) { return other.name > variable.name; });
    sorted.insert(place, std::move(variable));
  }

  /// Cargo compiles each build script in a directory of its own, and runs a link in there to what rustc made.
  std::optional<UnitIndex> find_script(const std::string& program) const {
    auto script = scripts_.find(directory_of(program));
    if (script == scripts_.end()) return std::nullopt;
    return script->second;
  }

  void identify_test_run(Unit& unit, const RecordedCommand& command) {
    unit.kind = UnitKind::test_run;
    unit.id = file_name(command.program);
  }

  Status resolve_test_run(Unit& unit, const RecordedCommand& command) {
    std::optional<UnitIndex> program = units_.find(command.program);
    if (!program) return Error{"Cargo ran a test that it had not compiled: `" + command.program + "`"};
    unit.program = program;
    const Unit& test = graph_.units[*program];
    unit.crate_name = test.crate_name;
    unit.target_kind = test.target_kind;
    unit.target_name = test.target_name;
    for (const std::string& argument : command.arguments) unit.command.emplace_back(argument);
    return {};
  }

  void identify_doc_test(Unit& unit, const RecordedCommand& command) {
    unit.kind = UnitKind::doc_test;
    RustcCommandLine line = parse_rustc_command_line(command.arguments, place_.recording_target);
    unit.crate_name = line.crate_name;
    unit.triple = line.triple;
    unit.target_name = line.crate_name;
    unit.id = line.crate_name + "-" + hex(digest(place_.relocate(key_of(command, place_)))).substr(0, 8);
  }

  Status resolve_doc_test(Unit& unit, const RecordedCommand& command) {
    std::vector<std::string> arguments = {tools_.rustdoc.path};
    for (std::size_t i = 0; i < command.arguments.size(); ++i) {
      // Cargo asks for JSON because we asked Cargo for it; users read text.
      if (command.arguments[i] == "--error-format" && i + 1 < command.arguments.size()) ++i;
      else arguments.push_back(command.arguments[i]);
    }
    RustcCommandLine line = parse_rustc_command_line(arguments, place_.recording_target);
    return fill_command(unit, line);
  }

  Status identify_documentation(Unit& unit, const RecordedCommand& command) {
    RustcCommandLine line = parse_rustc_command_line(command.arguments, place_.recording_target);
    unit.kind = UnitKind::documentation;
    unit.crate_name = line.crate_name;
    unit.hash = line.hash;
    unit.crate_types = line.crate_types;
    unit.source = line.source;
    unit.triple = line.triple;
    unit.id = unit.unique_stem();
    unit.page = place_.relative(join_path(line.unit_path(), "index.html"));
    artifacts_.describe(unit, line, command);
    return check_supported(unit.package, line, command, tools_.sysroot);
  }

  /// rustdoc writes beside the pages of other crates, and not to a directory of the edge's own: its `-o` stays.
  Status resolve_documentation(Unit& unit, const RecordedCommand& command) {
    std::vector<std::string> arguments = command.arguments;
    arguments.front() = tools_.rustdoc.path;
    return fill_command(unit, parse_rustc_command_line(arguments, place_.recording_target));
  }

  // --- Commands and environments -------------------------------------------

  Status fill_command(Unit& unit, const RustcCommandLine& line) {
    for (const RustcArgument& argument : line.arguments) {
      if (const auto* text = std::get_if<std::string>(&argument)) {
        unit.command.emplace_back(place_.relocate(*text));
      } else if (const auto* crate = std::get_if<ExternPath>(&argument)) {
        std::optional<ExternCrate> found = find_extern(*crate);
        if (!found)
          return Error{"no recorded unit makes `" + crate->path + "`, which `" + unit.package.description() +
                       "` needs"};
        if (!is_second_file(unit, *crate, found->unit)) unit.command.emplace_back(std::move(*found));
      } else if (const auto* probe = std::get_if<ProbePlace>(&argument)) {
        unit.command.emplace_back(script_place(unit, *probe));
      } else if (std::holds_alternative<OutDirectory>(argument)) {
        unit.command.emplace_back(OutDirectory{});
      } else if (std::holds_alternative<DependencySearch>(argument)) {
        unit.command.emplace_back(DependencySearch{});
      } else {
        unit.command.emplace_back(IncrementalDirectory{});
      }
    }
    return {};
  }

  /// With `-Zembed-metadata=no` Cargo names a library and then its .rmeta to what links it. Which files that takes
  /// here is for the planner to say.
  static bool is_second_file(const Unit& unit, const ExternPath& crate, UnitIndex maker) {
    return crate.path.ends_with(".rmeta") &&
           std::any_of(unit.command.begin(), unit.command.end(), [&](const UnitArgument& argument) {
             const auto* other = std::get_if<ExternCrate>(&argument);
             return other != nullptr && other->name == crate.name && other->unit == maker;
           });
  }

  /// The unit whose artifact an `--extern` names: the path is
  /// <out-dir>/lib<crate><hash>.<rlib|rmeta|so>.
  std::optional<ExternCrate> find_extern(const ExternPath& crate) const {
    std::string directory = directory_of(crate.path);
    std::string_view name = file_name(crate.path);
    std::size_t dot = name.rfind('.');
    std::string_view extension = dot == std::string_view::npos ? "" : name.substr(dot);
    std::string_view stem = name.substr(0, dot);
    std::optional<UnitIndex> unit = units_.find(join_path(directory, stem));
    if (!unit && consume_prefix(stem, "lib")) unit = units_.find(join_path(directory, stem));
    if (!unit) return std::nullopt;
    const Unit& made_by = graph_.units[*unit];
    std::string type = "rlib";
    if (extension != ".rlib" && extension != ".rmeta")
      for (const std::string& candidate : made_by.crate_types)
        if (candidate == "proc-macro" || candidate == "dylib") type = candidate;
    return ExternCrate{crate.name, *unit, type};
  }

  ScriptPlace script_place(const Unit& unit, const ProbePlace& probe) {
    ScriptPlace place{probe.value, units_.demand(probe.out_dir), probe.targets};
    // The stand-in script prints no rustc-link-arg-bins and the like, for
    // Cargo rejects those in a package that has no such target. They apply
    // where rustc-link-arg does, by the kind of target (Cargo's
    // LinkArgTarget::applies_to).
    bool own = std::find(place.targets.begin(), place.targets.end(), "all") != place.targets.end();
    if (!own) return place;
    switch (unit.target_kind) {
      case TargetKind::binary:
        place.targets.push_back("bins");
        place.targets.push_back("bin=" + unit.target_name);
        break;
      case TargetKind::test: place.targets.push_back("tests"); break;
      case TargetKind::bench: place.targets.push_back("benches"); break;
      case TargetKind::example:
        if (unit.target_makes_program) place.targets.push_back("examples");
        break;
      default: break;
    }
    return place;
  }

  Package package_of(const RecordedCommand& command) const {
    auto value = [&](std::string_view name) {
      const std::string* found = command.variable(name);
      return found == nullptr ? std::string() : *found;
    };
    Package package;
    package.name = value("CARGO_PKG_NAME");
    package.version = value("CARGO_PKG_VERSION");
    package.root = value("CARGO_MANIFEST_DIR");
    package.rust_version = value("CARGO_PKG_RUST_VERSION");
    package.id = artifacts_.package_id(package.root);
    // "path+file:///…" now, "name version (path+file:///…)" before Cargo 1.77.
    package.is_path = package.id.find("path+file:") != std::string::npos;
    if (auto known = link_targets_.find(package.root); known != link_targets_.end())
      package.link_targets = known->second;
    return package;
  }

  const RecordingPlace& place_;
  const ToolSettings& tools_;
  CrateGraph graph_;
  std::vector<Source> sources_;
  ReportedArtifacts artifacts_;
  UnitNames units_;
  UniqueIds ids_;
  std::unordered_map<std::string, std::vector<std::string>> link_targets_;  // by the package's directory
  std::unordered_map<std::string, UnitIndex> scripts_;                      // by --out-dir
  EnvironmentTranslation environments_;
};

}  // namespace

Result<BuiltGraph> build_crate_graph(const std::vector<NamedRun>& runs, const RecordingPlace& place,
                                     const ToolSettings& tools) {
  return Builder(place, tools).build(runs);
}

}  // namespace ferrule
