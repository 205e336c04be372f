#include "plan/split_link.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace ferrule {

namespace {

/// With these rustc does more for a link than to call the linker, or needs the
/// code of libraries for it. Names of `-C` options.
constexpr std::array<std::string_view, 4> kObstacles = {"lto", "linker-plugin-lto", "split-debuginfo", "save-temps"};

const std::string* text_of(const UnitArgument& argument) { return std::get_if<std::string>(&argument); }

/// The option of rustc's `-C` that a word is, as `-Cname=value` or behind `-C`.
std::optional<std::string_view> codegen_option(const std::string* before, std::string_view word) {
  if (before != nullptr && (*before == "-C" || *before == "--codegen")) return word;
  for (std::string_view prefix : {"--codegen=", "-C"})
    if (word.size() > prefix.size() && word.starts_with(prefix)) return word.substr(prefix.size());
  return std::nullopt;
}

bool is_obstacle(std::string_view option) {
  std::string_view name = option.substr(0, option.find('='));
  bool is_off = option.ends_with("=off") || option.ends_with("=no");
  return !is_off && std::find(kObstacles.begin(), kObstacles.end(), name) != kObstacles.end();
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
  if (!is_linked(unit) || !has_ordinary_linker(unit.triple)) return false;
  int emits = 0;
  const std::string* before = nullptr;
  for (const UnitArgument& argument : unit.command) {
    const std::string* text = text_of(argument);
    if (text != nullptr) {
      emits += text->starts_with("--emit") ? 1 : 0;
      if (auto option = codegen_option(before, *text); option && is_obstacle(*option)) return false;
    }
    before = text;
  }
  return emits == 1;
}

bool has_dylibs(const CrateGraph& graph) {
  return std::any_of(graph.units.begin(), graph.units.end(),
                     [](const Unit& unit) { return unit.has_crate_type("dylib"); });
}

}  // namespace ferrule
