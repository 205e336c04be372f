#include "emit/check_list.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "graph/unit_options.h"
#include "plan/edges/checked_units.h"

namespace ferrule {

namespace {

using Json = nlohmann::ordered_json;

std::string edition_of(const Unit& unit) {
  std::string edition = "2015";
  for_each_option(unit, [&](const RustcOption& option, std::size_t) {
    if (option.name == "--edition") edition = option.value;
  });
  return edition;
}

/// A library's kinds are its crate types.
Json kinds_of(const Unit& unit) {
  if (unit.target_kind == TargetKind::library && !unit.crate_types.empty()) return unit.crate_types;
  return Json::array({kind_word(unit.target_kind)});
}

Json target_of(const Unit& unit) {
  bool is_library = unit.target_kind == TargetKind::library || unit.target_kind == TargetKind::proc_macro;
  bool is_documented = is_library || unit.target_kind == TargetKind::binary;
  Json target;
  target["kind"] = kinds_of(unit);
  target["crate_types"] = unit.crate_types.empty() ? std::vector<std::string>{"bin"} : unit.crate_types;
  target["name"] = unit.target_name;
  target["src_path"] = join_path(unit.directory, unit.source);
  target["edition"] = edition_of(unit);
  target["doc"] = is_documented;
  target["doctest"] = is_library && unit.target_kind == TargetKind::library;
  target["test"] = is_documented || unit.target_kind == TargetKind::test;
  return target;
}

std::string edge_of(const Unit& unit, EdgeKind kind) { return unit.id + "." + std::string(rule_name(kind)); }

CheckedTarget checked_target(const Unit& unit, EdgeKind kind) {
  Json message;
  message["package_id"] = unit.package.id;
  message["manifest_path"] = unit.package.has_manifest ? join_path(unit.package.root, "Cargo.toml") : "";
  message["target"] = target_of(unit);
  return {edge_of(unit, kind),
          {},
          "`" + unit.package.name + "` (" + unit.target_description() + ")",
          message.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

Json entry_of(const CheckedTarget& target) {
  Json entry;
  entry["edge"] = target.edge;
  entry["description"] = target.description;
  entry["message"] = Json::parse(target.message, nullptr, /*allow_exceptions=*/false);
  if (!target.clippy_edge.empty()) entry["clippy"] = target.clippy_edge;
  if (!target.directory.empty()) entry["directory"] = target.directory;
  if (!target.page.empty()) entry["page"] = target.page;
  return entry;
}

std::string text_of(const std::vector<CheckedTarget>& targets) {
  Json list = Json::array();
  for (const CheckedTarget& target : targets) list.push_back(entry_of(target));
  return list.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// 0 for a page that Cargo doesn't name.
std::size_t rank_of_page(const Unit& unit) { return unit.page_rank ? *unit.page_rank + 1 : 0; }

}  // namespace

std::vector<CheckedTarget> checked_targets(const CrateGraph& graph) {
  std::vector<CheckedTarget> targets;
  const std::vector<bool> checked = checked_units(graph);
  for (UnitIndex index : in_order_of_ids(graph)) {
    const Unit& unit = graph.units[index];
    if (!checked[index]) continue;
    targets.push_back(checked_target(unit, EdgeKind::check));
    if (is_linted(unit)) targets.back().clippy_edge = edge_of(unit, EdgeKind::clippy);
  }
  return targets;
}

std::string write_check_list(const std::vector<CheckedTarget>& targets) { return text_of(targets); }

std::string write_documentation_list(const CrateGraph& graph) {
  std::vector<UnitIndex> order = in_order_of_ids(graph);
  std::stable_sort(order.begin(), order.end(), [&](UnitIndex a, UnitIndex b) {
    return rank_of_page(graph.units[a]) < rank_of_page(graph.units[b]);
  });
  std::vector<CheckedTarget> targets;
  for (UnitIndex index : order) {
    const Unit& unit = graph.units[index];
    if (unit.kind == UnitKind::check && unit.package.is_path)
      targets.push_back(checked_target(unit, EdgeKind::check));
    if (unit.kind != UnitKind::documentation) continue;
    targets.push_back(checked_target(unit, EdgeKind::documentation));
    if (unit.page_rank) targets.back().page = unit.page;
  }
  return text_of(targets);
}

Result<std::vector<CheckedTarget>> parse_check_list(std::string_view text, std::string_view origin) {
  Json list = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  const Error garbled{"the list of checked crates cannot be read", std::string(origin),
                      "run `ferrule generate` in this build directory"};
  if (!list.is_array()) return garbled;
  std::vector<CheckedTarget> targets;
  for (const Json& entry : list) {
    if (!entry.is_object() || !entry.contains("edge") || !entry.contains("message")) return garbled;
    targets.push_back({entry.value("edge", ""), entry.value("clippy", ""), entry.value("description", ""),
                       entry["message"].dump(), entry.value("page", ""), entry.value("directory", "")});
  }
  return targets;
}

}  // namespace ferrule
