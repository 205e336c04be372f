#include "graph/unit_options.h"

#include <string>
#include <variant>

#include "base/strings.h"

namespace ferrule {

void for_each_option(const Unit& unit, const std::function<void(const RustcOption& option, std::size_t at)>& each) {
  const std::vector<UnitArgument>& command = unit.command;
  for (std::size_t at = 0; at < command.size();) {
    const auto* word = std::get_if<std::string>(&command[at]);
    const auto* next = at + 1 < command.size() ? std::get_if<std::string>(&command[at + 1]) : nullptr;
    const std::optional<RustcOption> option = word == nullptr ? std::nullopt : rustc_option_at(*word, next);
    if (option) each(*option, at);
    at += option ? option->words : 1;
  }
}

std::optional<std::string_view> codegen_value(const Unit& unit, std::string_view name) {
  std::optional<std::string_view> value;
  for_each_option(unit, [&](const RustcOption& option, std::size_t) {
    if (auto found = codegen_value(option, name)) value = found;
  });
  return value;
}

bool has_static_crt(const Unit& unit) {
  bool is_static = false;
  for_each_option(unit, [&](const RustcOption& option, std::size_t) {
    std::optional<std::string_view> features = codegen_value(option, "target-feature");
    if (!features) return;
    for (std::string_view feature : split(*features, ',')) {
      if (feature == "+crt-static") is_static = true;
      if (feature == "-crt-static") is_static = false;
    }
  });
  return is_static;
}

bool has_link_time_optimization(const Unit& unit) {
  const std::optional<std::string_view> value = codegen_value(unit, "lto");
  return value && *value != "off" && *value != "no" && *value != "n" && *value != "false";
}

bool has_wrapper(const Unit& unit) {
  // Programs come before the crate's name.
  if (unit.command.size() < 2) return false;
  const auto* second = std::get_if<std::string>(&unit.command[1]);
  return unit.kind == UnitKind::compile && second != nullptr && !second->starts_with('-');
}

bool is_optimized(const Unit& unit) {
  const std::optional<std::string_view> level = codegen_value(unit, "opt-level");
  return level && *level != "0";
}

}  // namespace ferrule
