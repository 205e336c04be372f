#include "plan/edges/compile_settings.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/files.h"
#include "formats/frozen_environment.h"
#include "graph/unit_options.h"
#include "portable/portable_fields.h"

namespace ferrule {

bool mentions(const Unit& unit, std::string_view flag) {
  return std::any_of(unit.command.begin(), unit.command.end(), [&](const UnitArgument& argument) {
    const auto* text = std::get_if<std::string>(&argument);
    return text != nullptr && text->find(flag) != std::string::npos;
  });
}

void allow_hollow_rlib(Action& action, const Unit& unit, const CompilerTraits& compiler) {
  action.bootstrap = Bootstrap::required;
  action.environment.push_back({"RUSTC_BOOTSTRAP", "1"});
  if (!compiler.is_nightly && !mentions(unit, "allow-features")) action.command.emplace_back("-Zallow-features=");
  const std::string& mangling = unit.mangling ? *unit.mangling : compiler.mangling;
  if (!mangling.empty() && !mentions(unit, "symbol-mangling-version")) {
    action.command.emplace_back("-Zunstable-options");
    action.command.emplace_back("-Csymbol-mangling-version=" + mangling);
  }
}

void use_one_frontend_thread(Action& action) { action.command.emplace_back("-Zthreads=1"); }

void compile_to_object(Action& action, const Unit& unit) {
  const bool optimizes_all = has_link_time_optimization(unit);
  std::vector<Argument> kept;
  for (Argument& argument : action.command) {
    auto* text = std::get_if<std::string>(&argument);
    bool is_option_value = !kept.empty() && kept.back() == Argument("-C");
    // Incremental compilation would leave several files, and thin link-time optimisation as well: the other form
    // leaves one, which is what all crates were made into.
    bool dropped = text != nullptr && is_option_value &&
                   (text->starts_with("incremental=") || text->starts_with("lto") || text->starts_with("strip="));
    if (dropped && optimizes_all && text->starts_with("lto")) kept.emplace_back("lto=fat");
    else if (dropped) kept.pop_back();
    else if (text != nullptr && text->starts_with("--emit=")) kept.emplace_back("--emit=dep-info,obj,link");
    else kept.push_back(std::move(argument));
  }
  kept.emplace_back("-Ccodegen-units=1");
  action.command = std::move(kept);
}

void compile_to_metadata(Action& action) {
  std::vector<Argument> kept;
  for (Argument& argument : action.command) {
    auto* text = std::get_if<std::string>(&argument);
    if (text != nullptr && text->starts_with("--emit=")) *text = "--emit=dep-info,metadata";
    // There is nothing to leave them out of.
    bool leaves_metadata_out = text != nullptr && text->starts_with("embed-metadata=");
    if (leaves_metadata_out && !kept.empty() && kept.back() == Argument("-Z")) kept.pop_back();
    else kept.push_back(std::move(argument));
  }
  action.command = std::move(kept);
}

void make_portable(Action& action, const Unit& unit, const SourceLink& link, const std::string& build_directory) {
  const std::string through = join_path(build_directory, link.link);
  auto relocate = [&](std::string& text) {
    text = replace_path_outside(text, build_directory, link.directory, through);
  };
  std::vector<Argument> kept;
  for (Argument& argument : action.command) {
    auto* text = std::get_if<std::string>(&argument);
    if (text != nullptr && *text == unit.source) *text = join_path(unit.directory, unit.source);
    if (text != nullptr) relocate(*text);
    const bool is_incremental = text != nullptr && text->starts_with("incremental=");
    if (is_incremental && !kept.empty() && kept.back() == Argument("-C")) kept.pop_back();
    else kept.push_back(std::move(argument));
  }
  // rustc takes the last that fits.
  kept.emplace_back("--remap-path-prefix=" + build_directory + "=.");
  kept.emplace_back("--remap-path-prefix=" + through + "=" + link.name);
  action.command = std::move(kept);
  action.directory = build_directory;
  for (EnvironmentVariable& variable : action.environment) relocate(variable.value);
  relocate(action.package);
  relocate(action.fixed_sources);
  action.environment_file = kPortableEnvironmentFile;
}

void call_clippy(Action& action, const std::string& clippy_driver) {
  auto is_option = [](const Argument& word) {
    const auto* text = std::get_if<std::string>(&word);
    return text == nullptr || text->starts_with('-');
  };
  auto options = std::find_if(action.command.begin(), action.command.end(), is_option);
  action.command.insert(options == action.command.begin() ? options : options - 1, clippy_driver);
}

}  // namespace ferrule
