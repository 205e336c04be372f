#include "declare/declared_crate.h"

#include <algorithm>
#include <set>

#include "base/field_table.h"
#include "base/files.h"
#include "base/strings.h"
#include "rust/artifact_name.h"

namespace ferrule {

namespace {

std::string crate_name_of(std::string_view target) { return replace_all(replace_all(target, "-", "_"), ".", "_"); }

TargetKind target_kind_of(std::string_view type) {
  if (type == "proc-macro") return TargetKind::proc_macro;
  return type == "bin" ? TargetKind::binary : TargetKind::library;
}

Unit foreign_unit(const CrateReference& reference, const std::string& build_directory) {
  Unit unit;
  unit.is_foreign = true;
  unit.id = reference.crate_name + reference.extra_filename;
  unit.crate_name = reference.crate_name;
  unit.extra_filename = reference.extra_filename;
  unit.has_metadata_file = reference.has_metadata_file;
  unit.crate_types = {reference.crate_type};
  unit.triple = reference.triple;
  unit.target_kind = target_kind_of(reference.crate_type);
  std::vector<std::string> others = reference.directories;
  std::erase(others, build_directory);
  if (reference.directories.front() != build_directory) unit.foreign_directory = reference.directories.front();
  unit.foreign_search = std::move(others);
  unit.foreign_link_files = reference.link_files;
  return unit;
}

/// The run of a test, where Cargo would run it: beside its source.
Unit run_of(const Unit& test, UnitIndex index) {
  Unit run;
  run.kind = UnitKind::test_run;
  run.id = test.id;
  run.package = test.package;
  run.directory = test.directory;
  run.environment = test.environment;
  run.program = index;
  return run;
}

/// What users name by its file. CMake links the other types.
std::vector<UpliftedArtifact> uplifted_of(const DeclaredCrate& crate, const Unit& unit) {
  if (crate.type != "bin" && crate.type != "staticlib") return {};
  const std::string& name = crate.type == "bin" ? crate.target : unit.crate_name;
  return {{crate.type, artifact_name(crate.type, name, crate.triple)}};
}

/// In the form and order of Cargo: "a", "b".
std::string known_features(const DeclaredCrate& crate) {
  std::set<std::string> names(crate.features.begin(), crate.features.end());
  names.insert(crate.other_features.begin(), crate.other_features.end());
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "\"" : ", \"") + name + "\"";
  return list;
}

/// rustc's arguments in the order in which Cargo gives them.
std::vector<UnitArgument> command_of(const DeclaredCrate& crate, const Unit& unit, const Toolchain& toolchain) {
  std::vector<UnitArgument> command;
  if (!crate.rustc_wrapper.empty()) command.emplace_back(crate.rustc_wrapper);
  for (std::string word :
       {toolchain.rustc, std::string("--crate-name"), unit.crate_name, "--edition=" + crate.edition, crate.root,
        std::string("--error-format=json"), std::string("--json=diagnostic-rendered-ansi")})
    command.emplace_back(std::move(word));
  auto add = [&](std::string_view option, std::string value) {
    command.emplace_back(std::string(option));
    command.emplace_back(std::move(value));
  };
  if (crate.is_test) command.emplace_back(std::string("--test"));
  else add("--crate-type", crate.type);
  bool is_library = crate.type == "rlib" && !crate.is_test;
  command.emplace_back(std::string(is_library ? "--emit=dep-info,metadata,link" : "--emit=dep-info,link"));
  for (const std::string& option : crate.options) command.emplace_back(option);
  for (const std::string& feature : crate.features) add("--cfg", "feature=\"" + feature + "\"");
  if (minor_version(toolchain.release) >= kFirstMinorWithCheckCfg) {
    add("--check-cfg", "cfg(docsrs,test)");
    add("--check-cfg", "cfg(feature, values(" + known_features(crate) + "))");
  }
  add("-C", "metadata=" + unit.extra_filename.substr(1));
  add("-C", "extra-filename=" + unit.extra_filename);
  command.emplace_back(std::string("--out-dir"));
  command.emplace_back(OutDirectory{});
  if (!crate.triple.empty()) add("--target", crate.triple);
  command.emplace_back(DependencySearch{});
  for (UnitIndex index = 0; index < crate.dependencies.size(); ++index) {
    const DeclaredDependency& dependency = crate.dependencies[index];
    command.emplace_back(ExternCrate{dependency.name, index, dependency.crate.crate_type});
  }
  // A proc macro finds the compiler's own crate without being told in 2018 and later, but only if it is there to be
  // found.
  if (crate.type == "proc-macro") add("--extern", "proc_macro");
  return command;
}

FieldTable<CrateReference> table() {
  return FieldTable<CrateReference>()
      .text("target", &CrateReference::target)
      .text("crate-name", &CrateReference::crate_name)
      .text("extra-filename", &CrateReference::extra_filename)
      .text("crate-type", &CrateReference::crate_type)
      .text("triple", &CrateReference::triple)
      .flag("metadata-file", &CrateReference::has_metadata_file, false)
      .list("directory", &CrateReference::directories)
      .list("link", &CrateReference::link_files)
      .help("configure the project again");
}

}  // namespace

std::string write_reference(const CrateReference& reference) { return table().write(reference); }

Result<CrateReference> parse_reference(std::string_view text, std::string_view origin) {
  Result<CrateReference> reference = table().read(text, origin);
  if (reference && (reference->crate_name.empty() || reference->directories.empty()))
    return Error{"not a crate", std::string(origin)};
  return reference;
}

DeclaredGraph declare_crate(const DeclaredCrate& crate, const Toolchain& toolchain) {
  DeclaredGraph declared;
  for (const DeclaredDependency& dependency : crate.dependencies)
    declared.graph.units.push_back(foreign_unit(dependency.crate, crate.build_directory));
  Unit unit;
  unit.package.name = crate.target;
  unit.package.version = "0.0.0";
  unit.package.root = directory_of(crate.root);
  unit.package.id = "path+file://" + unit.package.root + "#" + crate.target + "@" + unit.package.version;
  unit.package.has_manifest = false;
  unit.package.is_path = true;
  unit.directory = directory_of(crate.root);
  unit.crate_name = crate_name_of(crate.target);
  // The target's name, and what it is made for, tell two crates of one name apart.
  std::string identity = crate.target + "\n" + std::string(file_name(crate.root)) + "\n" + crate.triple;
  if (crate.is_test) identity += "\ntest";
  unit.extra_filename = "-" + hex(digest(identity));
  unit.id = unit.crate_name + unit.extra_filename;
  if (!crate.is_test) unit.crate_types = {crate.type};
  unit.is_test = crate.is_test;
  unit.target_kind = target_kind_of(crate.type);
  unit.target_name = crate.target;
  unit.source = crate.root;
  unit.triple = crate.triple;
  unit.environment = crate.environment;
  unit.in_build = true;
  if (!crate.is_test) unit.uplifted = uplifted_of(crate, unit);
  unit.command = command_of(crate, unit, toolchain);
  declared.crate = declared.graph.units.size();
  declared.graph.units.push_back(std::move(unit));
  if (crate.is_test) declared.graph.units.push_back(run_of(declared.graph.units.back(), declared.crate));
  return declared;
}

std::vector<std::string> directories_of(const DeclaredCrate& crate) {
  std::vector<std::string> directories = {crate.build_directory};
  for (const DeclaredDependency& dependency : crate.dependencies)
    for (const std::string& directory : dependency.crate.directories)
      if (std::find(directories.begin(), directories.end(), directory) == directories.end())
        directories.push_back(directory);
  return directories;
}

}  // namespace ferrule
