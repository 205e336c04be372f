#include "plan/edges/checked_units.h"

namespace ferrule {

namespace {

/// What the user asked for, as far as a graph shows it.
bool is_root(const Unit& unit) {
  return unit.kind == UnitKind::compile && unit.in_build && unit.package.is_path && !unit.is_foreign &&
         unit.target_kind != TargetKind::build_script;
}

}  // namespace

std::vector<bool> checked_units(const CrateGraph& graph) {
  std::vector<bool> checked(graph.units.size());
  std::vector<UnitIndex> rest;
  for (UnitIndex index = 0; index < graph.units.size(); ++index)
    if (is_root(graph.units[index])) rest.push_back(index);
  while (!rest.empty()) {
    UnitIndex index = rest.back();
    rest.pop_back();
    if (checked[index] || graph.units[index].is_foreign) continue;
    checked[index] = true;
    for (const UnitArgument& argument : graph.units[index].command)
      if (const auto* crate = std::get_if<ExternCrate>(&argument);
          crate != nullptr && crate->crate_type != "proc-macro")
        rest.push_back(crate->unit);
  }
  return checked;
}

bool is_linted(const Unit& unit) { return unit.package.is_path; }

std::string check_edge_of(const Unit& unit) { return unit.id + "." + std::string(rule_name(EdgeKind::check)); }

}  // namespace ferrule
