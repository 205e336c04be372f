#include "plan/edges/split_link.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "graph/unit_options.h"

namespace ferrule {

namespace {

/// With these rustc does more for a link than to call the linker, or needs the code of libraries for it. Names of
/// `-C` options.
constexpr std::array<std::string_view, 4> kObstacles = {"lto", "linker-plugin-lto", "split-debuginfo", "save-temps"};

bool is_obstacle(const RustcOption& option) {
  return std::any_of(kObstacles.begin(), kObstacles.end(), [&](std::string_view name) {
    const std::optional<std::string_view> value = codegen_value(option, name);
    return value && *value != "off" && *value != "no";
  });
}

/// Targets whose default linker is a C compiler, called `cc`.
bool has_ordinary_linker(const std::string& triple) {
  return triple.empty() || (triple.find("-linux-gnu") != std::string::npos && !triple.ends_with(".json"));
}

bool is_linked(const Unit& unit) {
  if (unit.kind != UnitKind::compile || unit.is_foreign || unit.target_kind == TargetKind::build_script) return false;
  if (unit.is_test) return true;
  return unit.crate_types.size() == 1 &&
         (unit.has_crate_type("bin") || unit.has_crate_type("proc-macro") || unit.has_crate_type("cdylib"));
}

}  // namespace

bool can_split_link(const Unit& unit) {
  // A wrapper may answer for rustc and its linker together, and would have to know what a stand-in leaves.
  if (!is_linked(unit) || !has_ordinary_linker(unit.triple) || has_wrapper(unit)) return false;
  int emits = 0;
  bool has_obstacle = false;
  for_each_option(unit, [&](const RustcOption& option, std::size_t) {
    emits += option.name == "--emit" ? 1 : 0;
    has_obstacle = has_obstacle || is_obstacle(option);
  });
  return emits == 1 && !has_obstacle;
}

bool has_dylibs(const CrateGraph& graph) {
  return std::any_of(graph.units.begin(), graph.units.end(),
                     [](const Unit& unit) { return unit.has_crate_type("dylib"); });
}

}  // namespace ferrule
