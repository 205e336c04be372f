#include "ide/ide_crate.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "base/files.h"
#include "base/strings.h"
#include "formats/script_output.h"
#include "graph/unit_options.h"
#include "plan/edges/layout.h"

namespace ferrule {

namespace {

/// Units that are one crate to an IDE: the target as such, and as a test.
using CrateId = std::tuple<std::string, TargetKind, std::string, std::string>;

CrateId id_of(const Unit& unit) { return {unit.package.id, unit.target_kind, unit.target_name, unit.triple}; }

std::string_view kind_for_ide(const Unit& unit) {
  switch (unit.target_kind) {
    case TargetKind::library:
    case TargetKind::proc_macro: return "lib";
    case TargetKind::test:
    case TargetKind::bench: return "test";
    default: return "bin";
  }
}

template <typename Value>
void add_once(std::vector<Value>& values, Value value) {
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(std::move(value));
}

/// "foo" of "priv:foo".
std::string extern_name(const std::string& name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string::npos ? name : name.substr(colon + 1);
}

class Collector {
 public:
  Collector(const Disk& disk, const CrateGraph& graph, const std::string& build_directory)
      : disk_(disk), graph_(graph), build_directory_(build_directory), layout_(graph) {}

  std::vector<IdeCrate> collect() {
    // Those that are no tests first: others depend on them.
    for (bool is_test : {false, true})
      for (UnitIndex index = 0; index < graph_.units.size(); ++index)
        if (const Unit& unit = graph_.units[index];
            unit.kind == UnitKind::compile && !unit.is_foreign && unit.is_test == is_test)
          place(index);
    for (const auto& [unit, crate] : crate_of_)
      if (!graph_.units[unit].is_test) fill(unit, crates_[crate]);
    for (const auto& [unit, crate] : crate_of_)
      if (graph_.units[unit].is_test) fill(unit, crates_[crate]);
    return std::move(crates_);
  }

 private:
  /// A test joins the crate that it is of, and so does what is compiled again with other features, for tests or for a
  /// procedural macro: an IDE shows a file as one crate has it.
  void place(UnitIndex index) {
    const Unit& unit = graph_.units[index];
    auto [found, is_new] = crates_by_id_.emplace(id_of(unit), crates_.size());
    crate_of_[index] = found->second;
    if (is_new) crates_.push_back(begin(unit));
  }

  IdeCrate begin(const Unit& unit) const {
    IdeCrate crate;
    crate.key = key_of(unit);
    crate.display_name = unit.crate_name;
    crate.root_module = normalize_path(join_path(unit.directory, unit.source));
    crate.edition = edition_of(unit);
    crate.version = unit.package.version;
    crate.triple = unit.triple;
    crate.is_member = unit.package.is_path;
    if (unit.has_crate_type("proc-macro")) crate.proc_macro_library = crate.key;
    crate.label = label_of(unit);
    const std::string manifest = join_path(unit.package.root, "Cargo.toml");
    if (disk_.stamp(manifest)) crate.build_file = manifest;
    crate.target_kind = kind_for_ide(unit);
    crate.include_directories = {unit.package.root};
    // An IDE looks at the tests inside as well.
    if (crate.is_member && unit.target_kind != TargetKind::build_script) crate.cfgs.emplace_back("test");
    return crate;
  }

  std::string key_of(const Unit& unit) const {
    const std::string& directory =
        unit.is_foreign && !unit.foreign_directory.empty() ? unit.foreign_directory : build_directory_;
    if (unit.target_kind == TargetKind::build_script) return join_path(directory, "build-script/" + unit.id);
    const std::string type = unit.crate_types.empty() ? "bin" : unit.crate_types.front();
    return join_path(directory, layout_.artifact(unit, type == "lib" ? "rlib" : type));
  }

  static std::string edition_of(const Unit& unit) {
    std::string edition = "2015";
    for_each_option(unit, [&](const RustcOption& option, std::size_t) {
      if (option.name == "--edition") edition = option.value;
    });
    return edition;
  }

  /// rustc's default is on where it doesn't optimise.
  static bool has_debug_assertions(const Unit& unit) {
    const std::optional<std::string_view> value = codegen_value(unit, "debug-assertions");
    return value ? *value != "off" && *value != "no" && *value != "n" && *value != "false" : !is_optimized(unit);
  }

  void fill(UnitIndex index, IdeCrate& crate) const {
    const Unit& unit = graph_.units[index];
    for_each_option(unit, [&](const RustcOption& option, std::size_t) {
      if (option.name == "--cfg") add_once(crate.cfgs, std::string(option.value));
    });
    if (has_debug_assertions(unit)) add_once(crate.cfgs, std::string("debug_assertions"));
    for (const EnvironmentVariable& variable : unit.environment)
      if (variable.name != "LD_LIBRARY_PATH") crate.environment.emplace(variable.name, variable.value);
    if (unit.script_run) add_script(graph_.units[*unit.script_run], crate);
    for (const UnitArgument& argument : unit.command)
      if (const auto* dependency = std::get_if<ExternCrate>(&argument)) add_dependency(*dependency, crate);
  }

  void add_dependency(const ExternCrate& dependency, IdeCrate& crate) const {
    const Unit& unit = graph_.units[dependency.unit];
    auto found = crate_of_.find(dependency.unit);
    const std::string key = found == crate_of_.end() ? key_of(unit) : crates_[found->second].key;
    if (key != crate.key) add_once(crate.dependencies, {extern_name(dependency.name), key});
  }

  void add_script(const Unit& run, IdeCrate& crate) const {
    IdeScript script{join_path(build_directory_, layout_.script_output(run)), {}, build_directory_};
    for (const EnvironmentVariable& variable : run.environment)
      if (variable.name == "OUT_DIR") script.out_dir = variable.value;
    add_once(crate.scripts, std::move(script));
  }

  const Disk& disk_;
  const CrateGraph& graph_;
  const std::string& build_directory_;
  Layout layout_;
  std::vector<IdeCrate> crates_;
  std::map<CrateId, std::size_t> crates_by_id_;
  std::map<UnitIndex, std::size_t> crate_of_;
};

void add_script_output(const Disk& disk, const IdeScript& script, IdeCrate& crate) {
  if (!script.out_dir.empty()) {
    crate.environment.insert_or_assign("OUT_DIR", script.out_dir);  // it may be among the unit's own
    add_once(crate.include_directories, script.out_dir);
  }
  Result<std::string> text = disk.read(script.output);
  if (!text) return;  // it hasn't run yet
  Result<ScriptOutput> output = parse_script_output(*text, script.output, script.build_directory);
  if (!output) return;
  for (const std::string& cfg : output->cfgs) add_once(crate.cfgs, cfg);
  for (const EnvironmentVariable& variable : output->environment)
    crate.environment.emplace(variable.name, variable.value);
}

}  // namespace

std::vector<IdeCrate> ide_crates(const Disk& disk, const CrateGraph& graph, const std::string& build_directory) {
  std::vector<IdeCrate> crates = planned_ide_crates(disk, graph, build_directory);
  add_script_outputs(disk, crates);
  return crates;
}

std::vector<IdeCrate> planned_ide_crates(const Disk& disk, const CrateGraph& graph,
                                         const std::string& build_directory) {
  return Collector(disk, graph, build_directory).collect();
}

void add_script_outputs(const Disk& disk, std::vector<IdeCrate>& crates) {
  for (IdeCrate& crate : crates)
    for (const IdeScript& script : crate.scripts) add_script_output(disk, script, crate);
}

std::vector<std::string> script_outputs(const CrateGraph& graph) {
  const Layout layout(graph);
  std::vector<std::string> files;
  for (const Unit& unit : graph.units)
    if (unit.kind == UnitKind::build_script_run) files.push_back(layout.script_output(unit));
  return files;
}

std::vector<std::string> files_for_ide(const CrateGraph& graph) {
  const Layout layout(graph);
  std::vector<std::string> files = script_outputs(graph);
  for (const Unit& unit : graph.units) {
    if (unit.kind == UnitKind::compile && unit.has_crate_type("proc-macro") && !unit.is_foreign)
      files.push_back(layout.artifact(unit, "proc-macro"));
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string label_of(const Unit& unit) {
  const std::string kind(unit.target_kind == TargetKind::library || unit.target_kind == TargetKind::proc_macro
                             ? "lib"
                             : kind_word(unit.target_kind));
  return unit.package.name + ":" + kind + ":" + unit.target_name;
}

}  // namespace ferrule
