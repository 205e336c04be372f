#include "record/units/unit_environment.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

/// Set by rustup's proxies on Cargo itself, so on everything alike.
constexpr std::array<std::string_view, 6> kSharedVariables = {
    "PATH", "CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "RUSTUP_TOOLCHAIN_SOURCE", "RUST_RECURSION_COUNT"};

/// The variable of a stand-in build script's rustc-env, and its metadata (launcher/recorder.h).
constexpr std::string_view kProbeVariable = "FERRULE_PROBE";

/// "DEP_<LINKS>_" of "DEP_<LINKS>_FERRULE_PROBE".
std::optional<std::string> metadata_prefix(std::string_view name) {
  if (!name.starts_with("DEP_") || !name.ends_with("_FERRULE_PROBE")) return std::nullopt;
  return std::string(name.substr(0, name.size() - kProbeVariable.size()));
}

}  // namespace

void EnvironmentTranslation::fill(Unit& unit, const RecordedCommand& command, std::size_t run) {
  for (const EnvironmentVariable& variable : command.environment) {
    // Cargo tells build scripts of the flags. rustc sees the variable only where Cargo was given it, and then it may
    // hold those of another target.
    if (command.tool == RecordedTool::rustc && variable.name == "CARGO_ENCODED_RUSTFLAGS") continue;
    add(unit, variable, run);
  }
  std::sort(unit.environment.begin(), unit.environment.end(),
            [](const EnvironmentVariable& a, const EnvironmentVariable& b) { return a.name < b.name; });
}

void EnvironmentTranslation::add(Unit& unit, const EnvironmentVariable& variable, std::size_t run) {
  const auto& [name, value] = variable;
  // The stand-in for rustdoc, from recording `cargo test` or `cargo doc`: ToolSettings has what `cargo build` says.
  if (name == "RUSTDOC" && value == join_path(directory_of(place_.recording_target), "bin/rustdoc")) return;
  if (is_shared(variable)) return share(variable);
  if (name == "LD_LIBRARY_PATH") return add_library_path(unit, value);
  if (name == kProbeVariable) {
    unit.script_run = units_.demand(value);
    return;
  }
  if (std::optional<std::string> prefix = metadata_prefix(name)) {
    unit.script_metadata.push_back({*prefix, units_.demand(value)});
    return;
  }
  if (name.starts_with("CARGO_BIN_EXE_"))
    if (std::optional<std::string> maker = artifacts_.maker(run, value)) {
      unit.used_programs.push_back({name, units_.demand(*maker)});
      return;
    }
  unit.environment.push_back({name, place_.relocate(value)});
}

/// A variable of the configuration has another value where Cargo sets it itself.
bool EnvironmentTranslation::is_shared(const EnvironmentVariable& variable) const {
  if (std::find(kSharedVariables.begin(), kSharedVariables.end(), variable.name) != kSharedVariables.end())
    return true;
  auto configured = configured_.find(variable.name);
  return configured != configured_.end() && configured->second == variable.value;
}

void EnvironmentTranslation::share(const EnvironmentVariable& variable) {
  for (const EnvironmentVariable& known : shared_)
    if (known.name == variable.name) return;
  shared_.push_back(variable);
}

void EnvironmentTranslation::add_library_path(Unit& unit, std::string_view value) {
  std::string kept;
  for (std::string_view entry : split(value, ':')) {
    std::string_view out_dir = entry;
    if (entry.ends_with("/ferrule-probe")) {
      out_dir.remove_suffix(std::string_view("/ferrule-probe").size());
      unit.library_path.push_back(units_.demand(std::string(out_dir)));
      continue;
    }
    std::string place(entry);
    // Where Cargo has what is loaded at run time: <profile>, <profile>/deps, or a directory for each dylib. Ferrule
    // has them all in lib/.
    if (entry.starts_with(place_.recording_target)) place = place_.build_directory + "/lib";
    if ((":" + kept + ":").find(":" + place + ":") != std::string::npos) continue;
    kept += (kept.empty() ? "" : ":") + place;
  }
  unit.environment.push_back({"LD_LIBRARY_PATH", kept});
}

}  // namespace ferrule
