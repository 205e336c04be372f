#include "graph/crate_graph.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/files.h"

namespace ferrule {

std::string Package::description() const {
  std::string text = name + " v" + version;
  if (is_path) return text + " (" + root + ")";
  // "git+https://host/repo?rev=x#name@version": Cargo shows the repository.
  if (id.starts_with("git+")) return text + " (" + id.substr(4, id.find('#') - 4) + ")";
  return text;
}

std::string Unit::unique_stem() const {
  return extra_filename.empty() && !hash.empty() ? crate_name + "-" + hash : stem();
}

bool Unit::has_crate_type(std::string_view type) const {
  return std::find(crate_types.begin(), crate_types.end(), type) != crate_types.end();
}

bool Unit::makes_rlib() const { return has_crate_type("lib") || has_crate_type("rlib"); }

std::string Unit::target_description() const {
  if (target_kind == TargetKind::build_script) return "build script";
  bool is_library = target_kind == TargetKind::library || target_kind == TargetKind::proc_macro;
  std::string text = is_library ? "lib" : std::string(kind_word(target_kind)) + " \"" + target_name + "\"";
  if (kind == UnitKind::documentation) return text + " doc";
  bool is_called_test = target_kind == TargetKind::test || target_kind == TargetKind::bench;
  return is_test && !is_called_test ? text + " test" : text;
}

std::string_view kind_word(TargetKind kind) {
  switch (kind) {
    case TargetKind::proc_macro: return "proc-macro";
    case TargetKind::binary: return "bin";
    case TargetKind::example: return "example";
    case TargetKind::test: return "test";
    case TargetKind::bench: return "bench";
    case TargetKind::build_script: return "custom-build";
    case TargetKind::library: break;
  }
  return "lib";
}

std::string Unit::target_file() const {
  return triple.ends_with(".json") ? join_path(directory, triple) : std::string();
}

bool Unit::is_pure_library() const {
  return kind == UnitKind::compile && !crate_types.empty() &&
         std::all_of(crate_types.begin(), crate_types.end(),
                     [](const std::string& type) { return type == "lib" || type == "rlib"; });
}

std::vector<UnitIndex> in_order_of_ids(const CrateGraph& graph) {
  std::vector<UnitIndex> order(graph.units.size());
  std::iota(order.begin(), order.end(), UnitIndex{0});
  std::sort(order.begin(), order.end(), [&](UnitIndex a, UnitIndex b) {
    const Unit &left = graph.units[a], &right = graph.units[b];
    return std::tie(left.id, left.kind) < std::tie(right.id, right.kind);
  });
  return order;
}

std::vector<UnitIndex> direct_dependencies(const CrateGraph& graph, UnitIndex index) {
  const Unit& unit = graph.units[index];
  std::vector<UnitIndex> found;
  for (const UnitArgument& argument : unit.command) {
    if (const auto* crate = std::get_if<ExternCrate>(&argument)) found.push_back(crate->unit);
    if (const auto* place = std::get_if<ScriptPlace>(&argument)) found.push_back(place->run);
  }
  if (unit.script_run) found.push_back(*unit.script_run);
  if (unit.program) found.push_back(*unit.program);
  for (const ScriptMetadataSource& source : unit.script_metadata) found.push_back(source.run);
  found.insert(found.end(), unit.library_path.begin(), unit.library_path.end());
  for (const UsedProgram& used : unit.used_programs) found.push_back(used.unit);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace ferrule
