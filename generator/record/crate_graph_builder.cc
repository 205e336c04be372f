#include "record/crate_graph_builder.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "action/artifact_name.h"
#include "base/files.h"
#include "base/strings.h"
#include "record/rustc_arguments.h"

namespace ferrule {

namespace {

/// Set by rustup's proxies on Cargo itself, so on everything alike.
constexpr std::array<std::string_view, 6> kSharedVariables = {
    "PATH", "CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "RUSTUP_TOOLCHAIN_SOURCE", "RUST_RECURSION_COUNT"};

TargetKind target_kind_named(std::string_view kind) {
  if (kind == "proc-macro") return TargetKind::proc_macro;
  if (kind == "bin") return TargetKind::binary;
  if (kind == "example") return TargetKind::example;
  if (kind == "test") return TargetKind::test;
  if (kind == "bench") return TargetKind::bench;
  if (kind == "custom-build") return TargetKind::build_script;
  return TargetKind::library;
}

class Builder {
 public:
  Builder(const RecordingPlace& place, const ToolSettings& tools) : place_(place), tools_(tools) {}

  Result<BuiltGraph> build(const std::vector<NamedRun>& runs) {
    files_of_run_.resize(runs.size());
    for (std::size_t run = 0; run < runs.size(); ++run)
      for (const RecordedArtifact& artifact : runs[run].run.artifacts) index_artifact(artifact, run);
    // Commands refer to units by name, and not only to earlier ones.
    for (std::size_t run = 0; run < runs.size(); ++run)
      for (const RecordedCommand& command : runs[run].run.commands)
        if (Status added = add(command, run); !added) return added.error();
    for (std::size_t run = 0; run < runs.size(); ++run) mark_members(runs[run], run);
    for (UnitIndex index = 0; index < sources_.size(); ++index) {
      run_ = sources_[index].run;
      Status resolved = resolve(result_.graph.units[index], *sources_[index].command);
      if (!resolved) return resolved.error();
    }
    if (!failure_) return failure_.error();
    return std::move(result_);
  }

 private:
  struct ArtifactFile {
    const RecordedArtifact* artifact;
    std::string path;
  };

  // --- What Cargo said of its artifacts -----------------------------------

  void index_artifact(const RecordedArtifact& artifact, std::size_t run) {
    package_ids_[directory_of(artifact.manifest_path)] = artifact.package_id;
    for (const RecordedArtifact::File& file : artifact.files) {
      files_of_unit_[file.unit].push_back({&artifact, file.path});
      files_of_run_[run][file.path] = file.unit;
    }
  }

  /// Notes which units belong to a run. Cargo does not run again what an
  /// earlier run has left fresh, but it names all of its artifacts.
  void mark_members(const NamedRun& run, std::size_t index) {
    auto mark = [&](UnitIndex unit) {
      Unit& marked = result_.graph.units[unit];
      (run.is_tests ? marked.in_tests : marked.in_build) = true;
    };
    for (UnitIndex unit = 0; unit < sources_.size(); ++unit)
      if (sources_[unit].run == index) mark(unit);
    for (const auto& [path, key] : files_of_run_[index])
      if (auto unit = units_.find(key); unit != units_.end()) mark(unit->second);
  }

  // --- Units ----------------------------------------------------------------

  Status add(const RecordedCommand& command, std::size_t run) {
    if (!units_.try_emplace(key_of(command), result_.graph.units.size()).second) return {};
    Unit unit;
    unit.package = package_of(command);
    unit.directory = command.directory;
    if (Status identified = identify(unit, command); !identified) return identified;
    make_id_unique(unit);
    result_.graph.units.push_back(std::move(unit));
    sources_.push_back({&command, run});
    return {};
  }

  std::string key_of(const RecordedCommand& command) const {
    switch (command.tool) {
      case RecordedTool::rustc:
        return parse_rustc_command_line(command.arguments, place_.recording_target).unit_path();
      case RecordedTool::build_script: return *command.variable("OUT_DIR");
      case RecordedTool::test: return "test run " + command.program;
      case RecordedTool::rustdoc: {
        std::string key = "doc test " + command.directory;
        for (const std::string& argument : command.arguments) key += "\n" + argument;
        return key;
      }
    }
    return {};
  }

  /// What the unit is, by itself.
  Status identify(Unit& unit, const RecordedCommand& command) {
    switch (command.tool) {
      case RecordedTool::rustc: return identify_compile(unit, command);
      case RecordedTool::build_script: identify_build_script_run(unit, command); break;
      case RecordedTool::test: identify_test_run(unit, command); break;
      case RecordedTool::rustdoc: identify_doc_test(unit, command); break;
    }
    return {};
  }

  /// What it needs of other units.
  Status resolve(Unit& unit, const RecordedCommand& command) {
    switch (command.tool) {
      case RecordedTool::rustc: return resolve_compile(unit, command);
      case RecordedTool::build_script: return resolve_build_script_run(unit, command);
      case RecordedTool::test: return resolve_test_run(unit, command);
      case RecordedTool::rustdoc: return resolve_doc_test(unit, command);
    }
    return {};
  }

  Status identify_compile(Unit& unit, const RecordedCommand& command) {
    RustcCommandLine line = parse_rustc_command_line(command.arguments, place_.recording_target);
    unit.kind = UnitKind::compile;
    unit.crate_name = line.crate_name;
    unit.extra_filename = line.extra_filename;
    unit.crate_types = line.crate_types;
    unit.source = line.source;
    unit.triple = line.triple;
    // A test with its own main() has neither --test nor a --crate-type.
    unit.is_test = line.is_test || line.crate_types.empty();
    unit.id = line.crate_name + line.extra_filename;
    if (line.extra_filename.empty() && !line.triple.empty()) unit.id += "@" + std::string(file_name(line.triple));
    read_target(unit, line);
    if (unit.target_kind == TargetKind::build_script)
      scripts_[join_path(line.out_dir, line.crate_name)] = result_.graph.units.size();
    return check_supported(unit, line, command);
  }

  Status resolve_compile(Unit& unit, const RecordedCommand& command) {
    RustcCommandLine line = parse_rustc_command_line(command.arguments, place_.recording_target);
    if (!tools_.rustc_wrapper.empty()) unit.command.emplace_back(tools_.rustc_wrapper);
    if (Status filled = fill_command(unit, line); !filled) return filled;
    fill_environment(unit, command);
    return {};
  }

  /// Cargo's own name and kind of the target, and where its files end up.
  void read_target(Unit& unit, const RustcCommandLine& line) {
    unit.target_kind = unit.crate_name.starts_with("build_script_") ? TargetKind::build_script
                       : unit.has_crate_type("proc-macro")          ? TargetKind::proc_macro
                       : unit.has_crate_type("bin")                 ? TargetKind::binary
                                                                    : TargetKind::library;
    unit.target_name = unit.crate_name;
    auto files = files_of_unit_.find(line.unit_path());
    if (files == files_of_unit_.end()) return;
    for (const ArtifactFile& file : files->second) {
      unit.target_kind = target_kind_named(file.artifact->target_kind);
      unit.target_name = file.artifact->target_name;
      for (const std::string& type : unit.crate_types) {
        std::string own = artifact_name(type, unit.crate_name + unit.extra_filename, unit.triple);
        bool uplifted = file.path != join_path(line.out_dir, own);
        std::string suffix = artifact_name(type, "", unit.triple);
        suffix = suffix.substr(suffix.find('.') == std::string::npos ? suffix.size() : suffix.find('.'));
        if (type == "lib" || type == "rlib" || type == "proc-macro" || !uplifted) continue;
        std::string_view name = file_name(file.path);
        bool fits = suffix.empty() ? unit.crate_types.size() == 1 : name.ends_with(suffix);
        if (fits && unit.target_kind != TargetKind::build_script) add_final(unit, {type, std::string(name)});
      }
    }
  }

  static void add_final(Unit& unit, FinalArtifact artifact) {
    for (const FinalArtifact& known : unit.finals)
      if (known.name == artifact.name) return;
    unit.finals.push_back(std::move(artifact));
  }

  void identify_build_script_run(Unit& unit, const RecordedCommand& command) {
    unit.kind = UnitKind::build_script_run;
    unit.run_directory = directory_of(relative(*command.variable("OUT_DIR")));
    unit.program_path = relative(command.program);
    unit.id = file_name(unit.run_directory);
    unit.target_kind = TargetKind::build_script;
    unit.target_name = file_name(command.program);
  }

  Status resolve_build_script_run(Unit& unit, const RecordedCommand& command) {
    unit.program = find_script(command.program);
    if (!unit.program)
      return Error{"Cargo ran a build script of `" + unit.package.description() + "` that it had not compiled"};
    fill_environment(unit, command);
    if (!tools_.rustc_wrapper.empty()) unit.environment.push_back({"RUSTC_WRAPPER", tools_.rustc_wrapper});
    bool has_rustdoc = std::any_of(unit.environment.begin(), unit.environment.end(),
                                   [](const EnvironmentVariable& variable) { return variable.name == "RUSTDOC"; });
    if (!has_rustdoc) unit.environment.push_back({"RUSTDOC", tools_.rustdoc});
    return {};
  }

  /// Cargo compiles to `build_script_build-<hash>` and runs a link to that
  /// file in the same directory.
  std::optional<UnitIndex> find_script(const std::string& program) const {
    auto script = scripts_.find(directory_of(program) + "/" + replace_all(file_name(program), "-", "_"));
    if (script == scripts_.end()) return std::nullopt;
    return script->second;
  }

  void identify_test_run(Unit& unit, const RecordedCommand& command) {
    unit.kind = UnitKind::test_run;
    unit.id = file_name(command.program);
  }

  Status resolve_test_run(Unit& unit, const RecordedCommand& command) {
    auto program = units_.find(command.program);
    if (program == units_.end())
      return Error{"Cargo ran a test that it had not compiled: `" + command.program + "`"};
    unit.program = program->second;
    const Unit& test = result_.graph.units[program->second];
    unit.crate_name = test.crate_name;
    unit.target_kind = test.target_kind;
    unit.target_name = test.target_name;
    for (const std::string& argument : command.arguments) unit.command.emplace_back(argument);
    fill_environment(unit, command);
    return {};
  }

  void identify_doc_test(Unit& unit, const RecordedCommand& command) {
    unit.kind = UnitKind::doc_test;
    RustcCommandLine line = parse_rustc_command_line(command.arguments, place_.recording_target);
    unit.crate_name = line.crate_name;
    unit.triple = line.triple;
    unit.target_name = line.crate_name;
    unit.id = line.crate_name + "-" + hex(digest(relocate(key_of(command)))).substr(0, 8);
  }

  Status resolve_doc_test(Unit& unit, const RecordedCommand& command) {
    std::vector<std::string> arguments = {tools_.rustdoc};
    for (std::size_t i = 0; i < command.arguments.size(); ++i) {
      // Cargo asks for JSON because we asked Cargo for it; users read text.
      if (command.arguments[i] == "--error-format" && i + 1 < command.arguments.size()) ++i;
      else arguments.push_back(command.arguments[i]);
    }
    RustcCommandLine line = parse_rustc_command_line(arguments, place_.recording_target);
    if (Status filled = fill_command(unit, line); !filled) return filled;
    fill_environment(unit, command);
    return {};
  }

  // --- Commands and environments -------------------------------------------

  Status fill_command(Unit& unit, const RustcCommandLine& line) {
    for (const RustcArgument& argument : line.arguments) {
      if (const auto* text = std::get_if<std::string>(&argument)) {
        unit.command.emplace_back(relocate(*text));
      } else if (const auto* crate = std::get_if<ExternPath>(&argument)) {
        std::optional<ExternCrate> found = find_extern(*crate);
        if (!found)
          return Error{"no recorded unit makes `" + crate->path + "`, which `" + unit.package.description() +
                       "` needs"};
        unit.command.emplace_back(std::move(*found));
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

  /// The unit whose artifact an `--extern` names: the path is
  /// <out-dir>/lib<crate><hash>.<rlib|rmeta|so>.
  std::optional<ExternCrate> find_extern(const ExternPath& crate) const {
    std::string directory = directory_of(crate.path);
    std::string_view name = file_name(crate.path);
    std::size_t dot = name.rfind('.');
    std::string_view extension = dot == std::string_view::npos ? "" : name.substr(dot);
    std::string_view stem = name.substr(0, dot);
    auto unit = units_.find(join_path(directory, stem));
    if (unit == units_.end() && consume_prefix(stem, "lib")) unit = units_.find(join_path(directory, stem));
    if (unit == units_.end()) return std::nullopt;
    const Unit& made_by = result_.graph.units[unit->second];
    std::string type = "rlib";
    if (extension != ".rlib" && extension != ".rmeta")
      for (const std::string& candidate : made_by.crate_types)
        if (candidate == "proc-macro" || candidate == "dylib") type = candidate;
    return ExternCrate{crate.name, unit->second, type};
  }

  ScriptPlace script_place(const Unit& unit, const ProbePlace& probe) {
    ScriptPlace place{probe.value, unit_made(probe.out_dir), probe.targets};
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
      case TargetKind::example: place.targets.push_back("examples"); break;
      default: break;
    }
    return place;
  }

  void fill_environment(Unit& unit, const RecordedCommand& command) {
    for (const EnvironmentVariable& variable : command.environment) {
      const std::string& name = variable.name;
      if (std::find(kSharedVariables.begin(), kSharedVariables.end(), name) != kSharedVariables.end())
        share(variable);
      else if (name == "RUSTDOC" && variable.value == join_path(directory_of(place_.recording_target), "bin/rustdoc"))
        continue;  // ours, from recording `cargo test`
      else if (name == "FERRULE_PROBE")
        unit.script_run = unit_made(variable.value);
      else if (name.starts_with("DEP_") && name.ends_with("_FERRULE_PROBE"))
        unit.script_metadata.push_back(
            {name.substr(0, name.size() - std::string_view("FERRULE_PROBE").size()), unit_made(variable.value)});
      else if (name.starts_with("CARGO_BIN_EXE_") && files_of_run_[run_].contains(variable.value))
        unit.used_programs.push_back({name, unit_made(files_of_run_[run_].at(variable.value))});
      else if (name == "LD_LIBRARY_PATH")
        fill_library_path(unit, variable.value);
      else
        unit.environment.push_back({name, relocate(variable.value)});
    }
    std::sort(unit.environment.begin(), unit.environment.end(),
              [](const EnvironmentVariable& a, const EnvironmentVariable& b) { return a.name < b.name; });
  }

  void share(const EnvironmentVariable& variable) {
    for (const EnvironmentVariable& known : result_.shared_environment)
      if (known.name == variable.name) return;
    result_.shared_environment.push_back(variable);
  }

  void fill_library_path(Unit& unit, std::string_view value) {
    std::string kept;
    for (std::string_view entry : split(value, ':')) {
      std::string_view out_dir = entry;
      if (entry.ends_with("/ferrule-probe")) {
        out_dir.remove_suffix(std::string_view("/ferrule-probe").size());
        unit.library_path.push_back(unit_made(std::string(out_dir)));
        continue;
      }
      std::string place(entry);
      if (entry.starts_with(place_.recording_target)) {
        // <profile>/deps holds what is loaded at run time; Ferrule has dylibs
        // in lib/. <profile> itself holds nothing else.
        if (!entry.ends_with("/deps")) continue;
        place = place_.build_directory + "/lib";
      }
      if ((":" + kept + ":").find(":" + place + ":") != std::string::npos) continue;
      kept += (kept.empty() ? "" : ":") + place;
    }
    unit.environment.push_back({"LD_LIBRARY_PATH", kept});
  }

  /// The unit known by `key`; a missing one means that the log isn't whole.
  UnitIndex unit_made(const std::string& key) {
    auto unit = units_.find(key);
    if (unit != units_.end()) return unit->second;
    if (failure_)
      failure_ = Error{"the recording lacks the unit of `" + key + "`", {}, "run `ferrule generate` again"};
    return 0;
  }

  // --- Packages, paths, names -----------------------------------------------

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
    if (auto id = package_ids_.find(package.root); id != package_ids_.end()) package.id = id->second;
    // "path+file:///…" now, "name version (path+file:///…)" before Cargo 1.77.
    package.is_path = package.id.find("path+file:") != std::string::npos;
    return package;
  }

  std::string relocate(std::string_view text) const {
    return replace_all(text, place_.recording_target, place_.build_directory);
  }

  /// A path below Cargo's target directory, relative to it.
  std::string relative(std::string_view path) const {
    std::string_view rest = path;
    if (consume_prefix(rest, place_.recording_target) && rest.starts_with('/')) rest.remove_prefix(1);
    return std::string(rest);
  }

  /// An executable may be called anything, and an id stands in commands: it
  /// keeps only what no shell and no ninja file reads as more than a letter.
  static std::string safe_id(std::string id) {
    for (char& c : id) {
      bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
      if (!is_letter && std::string_view("_-.+@").find(c) == std::string_view::npos) c = '_';
    }
    return id;
  }

  void make_id_unique(Unit& unit) {
    unit.id = safe_id(unit.id);
    std::string wanted = unit.id;
    auto key = [&](const std::string& id) { return std::to_string(static_cast<int>(unit.kind)) + id; };
    for (int n = 2; !ids_.insert(key(unit.id)).second; ++n) unit.id = wanted + "." + std::to_string(n);
  }

  // --- What is refused --------------------------------------------------------

  Status check_supported(const Unit& unit, const RustcCommandLine& line, const RecordedCommand& command) const {
    std::string who = " (in `" + unit.package.description() + "`)";
    for (const EnvironmentVariable& variable : command.environment)
      for (std::string_view prefix : {"CARGO_BIN_FILE_", "CARGO_CDYLIB_FILE_", "CARGO_STATICLIB_FILE_"})
        if (variable.name.starts_with(prefix))
          return Error{"artifact dependencies (-Z bindeps) are not supported" + who, unit.package.root + "/Cargo.toml",
                       "build this workspace with Cargo, or leave out the package"};
    if (!tools_.sysroot.empty() && line.source.starts_with(tools_.sysroot + "/lib/rustlib/src/"))
      return Error{"building the standard library (-Z build-std) is not supported", {},
                   "remove `build-std` from the `[unstable]` table of your Cargo configuration"};
    for (const std::string& argument : command.arguments)
      if (argument.find("split-debuginfo=unpacked") != std::string::npos)
        return Error{"split-debuginfo = \"unpacked\" is not supported" + who, unit.package.root + "/Cargo.toml",
                     "choose \"packed\" or \"off\" in the profile"};
    return {};
  }

  const RecordingPlace& place_;
  const ToolSettings& tools_;
  BuiltGraph result_;
  Status failure_;
  /// Of each unit: its command, and the run of Cargo that showed it.
  struct Source {
    const RecordedCommand* command;
    std::size_t run;
  };
  std::vector<Source> sources_;
  std::unordered_map<std::string, UnitIndex> units_;    // by key_of()
  std::unordered_map<std::string, UnitIndex> scripts_;  // by out-dir and crate name
  std::unordered_set<std::string> ids_;
  std::unordered_map<std::string, std::string> package_ids_;  // by directory
  std::unordered_map<std::string, std::vector<ArtifactFile>> files_of_unit_;
  /// For each run of Cargo: the unit behind each path that it reported.
  std::vector<std::unordered_map<std::string, std::string>> files_of_run_;
  std::size_t run_ = 0;  // whose unit is being resolved
};

}  // namespace

Result<BuiltGraph> build_crate_graph(const std::vector<NamedRun>& runs, const RecordingPlace& place,
                                     const ToolSettings& tools) {
  return Builder(place, tools).build(runs);
}

}  // namespace ferrule
