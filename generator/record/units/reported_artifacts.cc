#include "record/units/reported_artifacts.h"

#include <algorithm>
#include <string_view>

#include "base/files.h"
#include "rust/artifact_name.h"

namespace ferrule {

namespace {

TargetKind target_kind_named(std::string_view kind) {
  if (kind == "proc-macro") return TargetKind::proc_macro;
  if (kind == "bin") return TargetKind::binary;
  if (kind == "example") return TargetKind::example;
  if (kind == "test") return TargetKind::test;
  if (kind == "bench") return TargetKind::bench;
  if (kind == "custom-build") return TargetKind::build_script;
  return TargetKind::library;
}

/// For what Cargo reports nothing of.
TargetKind guess_target_kind(const Unit& unit, const RecordedCommand& command) {
  if (command.makes_script) return TargetKind::build_script;
  if (unit.has_crate_type("proc-macro")) return TargetKind::proc_macro;
  return unit.has_crate_type("bin") ? TargetKind::binary : TargetKind::library;
}

/// ".so" of "libx.so"; empty for an executable.
std::string suffix_of(const std::string& type, const std::string& triple) {
  std::string name = artifact_name(type, "", triple);
  std::size_t dot = name.find('.');
  return dot == std::string::npos ? "" : name.substr(dot);
}

void add_final(Unit& unit, UpliftedArtifact artifact) {
  for (const UpliftedArtifact& known : unit.uplifted)
    if (known.name == artifact.name) return;
  unit.uplifted.push_back(std::move(artifact));
}

/// Cargo puts some files where users look for them, under another name than rustc's.
void add_finals(Unit& unit, const std::string& out_dir, const std::string& path) {
  if (unit.target_kind == TargetKind::build_script) return;
  std::string_view name = file_name(path);
  for (const std::string& type : unit.crate_types) {
    if (type == "lib" || type == "rlib" || type == "proc-macro") continue;
    bool uplifted =
        path != join_path(out_dir, artifact_name(type, unit.crate_name + unit.extra_filename, unit.triple));
    std::string suffix = suffix_of(type, unit.triple);
    bool fits = suffix.empty() ? unit.crate_types.size() == 1 : name.ends_with(suffix);
    if (uplifted && fits) add_final(unit, {type, std::string(name)});
  }
}

/// Two packages may have programs of one name. Cargo puts the one in the other's place, where only one is found; but
/// it tells both their name.
void describe_overwritten(Unit& unit, const RecordedCommand& command) {
  const std::string* name = command.variable("CARGO_BIN_NAME");
  if (name == nullptr || unit.target_kind != TargetKind::binary) return;
  unit.target_name = *name;
  unit.target_makes_program = true;
  add_final(unit, {"bin", artifact_name("bin", *name, unit.triple)});
}

}  // namespace

void ReportedArtifacts::add(const RecordedRun& run) {
  auto& makers = makers_.emplace_back();
  for (const RecordedArtifact& artifact : run.artifacts) {
    package_ids_[directory_of(artifact.manifest_path)] = artifact.package_id;
    for (const RecordedArtifact::File& file : artifact.files) {
      files_[file.unit].push_back({&artifact, file.path});
      makers[file.path] = file.unit;
    }
  }
}

std::string ReportedArtifacts::package_id(const std::string& directory) const {
  auto id = package_ids_.find(directory);
  return id == package_ids_.end() ? std::string() : id->second;
}

std::optional<std::string> ReportedArtifacts::maker(std::size_t run, const std::string& path) const {
  auto maker = makers_[run].find(path);
  if (maker == makers_[run].end()) return std::nullopt;
  return maker->second;
}

std::vector<std::string> ReportedArtifacts::keys(std::size_t run) const {
  std::vector<std::string> keys;
  for (const auto& [path, key] : makers_[run]) keys.push_back(key);
  return keys;
}

void ReportedArtifacts::describe(Unit& unit, const RustcCommandLine& line, const RecordedCommand& command) const {
  unit.target_kind = guess_target_kind(unit, command);
  unit.target_name = unit.crate_name;
  auto files = files_.find(line.unit_path());
  if (files == files_.end()) return describe_overwritten(unit, command);
  for (const File& file : files->second) {
    unit.target_kind = target_kind_named(file.artifact->target_kind);
    unit.target_name = file.artifact->target_name;
    const std::vector<std::string>& types = file.artifact->crate_types;
    unit.target_makes_program = std::find(types.begin(), types.end(), "bin") != types.end();
    if (unit.kind == UnitKind::compile) add_finals(unit, line.out_dir, file.path);
  }
}

}  // namespace ferrule
