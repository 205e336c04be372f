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

Json entry_of(const Unit& unit, EdgeKind kind) {
  Json message;
  message["package_id"] = unit.package.id;
  message["manifest_path"] = join_path(unit.package.root, "Cargo.toml");
  message["target"] = target_of(unit);
  Json entry;
  entry["edge"] = edge_of(unit, kind);
  entry["description"] = "`" + unit.package.name + "` (" + unit.target_description() + ")";
  entry["message"] = std::move(message);
  return entry;
}

std::string text_of(const Json& list) { return list.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"; }

/// 0 for a page that Cargo doesn't name.
std::size_t rank_of_page(const Unit& unit) { return unit.page_rank ? *unit.page_rank + 1 : 0; }

}  // namespace

std::string write_check_list(const CrateGraph& graph) {
  Json list = Json::array();
  const std::vector<bool> checked = checked_units(graph);
  for (UnitIndex index : in_order_of_ids(graph)) {
    if (!checked[index]) continue;
    const Unit& unit = graph.units[index];
    Json entry = entry_of(unit, EdgeKind::check);
    if (is_linted(unit)) entry["clippy"] = edge_of(unit, EdgeKind::clippy);
    list.push_back(std::move(entry));
  }
  return text_of(list);
}

std::string write_documentation_list(const CrateGraph& graph) {
  std::vector<UnitIndex> order = in_order_of_ids(graph);
  std::stable_sort(order.begin(), order.end(), [&](UnitIndex a, UnitIndex b) {
    return rank_of_page(graph.units[a]) < rank_of_page(graph.units[b]);
  });
  Json list = Json::array();
  for (UnitIndex index : order) {
    const Unit& unit = graph.units[index];
    if (unit.kind == UnitKind::check && unit.package.is_path) list.push_back(entry_of(unit, EdgeKind::check));
    if (unit.kind != UnitKind::documentation) continue;
    list.push_back(entry_of(unit, EdgeKind::documentation));
    if (unit.page_rank) list.back()["page"] = unit.page;
  }
  return text_of(list);
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
                       entry["message"].dump(), entry.value("page", "")});
  }
  return targets;
}

}  // namespace ferrule
