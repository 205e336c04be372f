#include "nextest/binaries_metadata.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/files.h"
#include "base/strings.h"
#include "formats/script_output.h"
#include "plan/edges/layout.h"

namespace ferrule {

namespace {

using Json = nlohmann::ordered_json;

/// nextest's word for the kind of target.
std::string_view nextest_kind(const Unit& program) {
  return program.target_kind == TargetKind::library ? "lib" : kind_word(program.target_kind);
}

/// Of a test program: by it users choose tests, and it is part of the format.
/// Source: RustBinaryId::from_parts in nextest-metadata's test_list.rs.
std::string binary_id(const Unit& program) {
  const std::string& package = program.package.name;
  switch (program.target_kind) {
    case TargetKind::library:
    case TargetKind::proc_macro: return package;
    case TargetKind::test: return package + "::" + program.target_name;
    default: return package + "::" + std::string(nextest_kind(program)) + "/" + program.target_name;
  }
}

class Writer {
 public:
  Writer(const Disk& disk, const NextestBuild& build) : disk_(disk), build_(build), layout_(build.graph) {}

  Result<std::string> write() {
    if (Status found = find_target(); !found) return found.error();
    const Json file = {{"rust-build-meta", build_meta()}, {"rust-binaries", binaries()}};
    return file.dump(2, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n";
  }

 private:
  const Unit& program_of(const Unit& run) const { return build_.graph.units[*run.program]; }

  /// nextest knows of one.
  Status find_target() {
    for (const Unit* run : build_.runs) {
      const Unit& program = program_of(*run);
      if (program.triple.empty() || program.triple == target_) continue;
      if (!target_.empty())
        return Error{"nextest can't run tests for several targets at once", {}, "choose one with --target"};
      if (!program.target_file().empty())
        return Error{"tests for a target that a file describes can't be passed to nextest", program.target_file()};
      target_ = program.triple;
    }
    return {};
  }

  Json build_meta() const {
    Json meta = {{"target-directory", build_.build_directory},
                 {"build-directory", build_.build_directory},
                 {"base-output-directories", library_directories()},
                 {"non-test-binaries", other_files()}};
    add_scripts(meta);
    const Json host = platform(build_.toolchain.host());
    Json targets = Json::array();
    if (!target_.empty()) targets.push_back(platform(target_));
    const Json& tested = targets.empty() ? host : targets.front();
    meta["target-platforms"] = {tested["platform"]};
    meta["target-platform"] = target_.empty() ? Json() : Json(target_);
    meta["platforms"] = {{"host", host}, {"targets", targets}};
    return meta;
  }

  Json platform(const std::string& triple) const {
    const std::string libraries = join_path(build_.toolchain.sysroot, "lib/rustlib/" + triple + "/lib");
    return {{"platform", {{"triple", triple}, {"target-features", "unknown"}}},
            {"libdir", {{"status", "available"}, {"path", libraries}}}};
  }

  /// Where shared libraries stand, for LD_LIBRARY_PATH.
  std::set<std::string> library_directories() const {
    std::set<std::string> directories = {"lib"};
    for (const Unit& unit : build_.graph.units)
      for (const char* type : {"dylib", "cdylib"})
        if (is_beside_tests(unit) && unit.has_crate_type(type))
          directories.insert(directory_of(layout_.artifact(unit, type)));
    return directories;
  }

  static bool is_beside_tests(const Unit& unit) {
    return unit.kind == UnitKind::compile && unit.in_tests && !unit.is_test;
  }

  /// Executables, whose paths tests find in variables, and shared libraries; by package.
  Json other_files() const {
    std::map<std::string, std::map<std::string, Json>> files;  // by package and path
    for (const Unit& unit : build_.graph.units) {
      if (!is_beside_tests(unit)) continue;
      auto add = [&](const char* type, const char* kind) {
        const std::string path = layout_.artifact(unit, type);
        files[unit.package.id][path] = {{"name", unit.target_name},
                                        {"kind", kind},
                                        {"path", path},
                                        {"build-platform", is_for_target(unit) ? "target" : "host"}};
      };
      if (unit.target_kind == TargetKind::binary && unit.has_crate_type("bin")) add("bin", "bin-exe");
      for (const char* type : {"dylib", "cdylib"})
        if (unit.target_kind == TargetKind::library && unit.has_crate_type(type)) add(type, "dylib");
    }
    Json all = Json::object();
    for (const auto& [package, of_package] : files)
      for (const auto& [path, file] : of_package) all[package].push_back(file);
    return all;
  }

  /// To nextest, the target is what tests are for, the host or not.
  bool is_for_target(const Unit& unit) const { return target_.empty() || !unit.triple.empty(); }

  /// What the packages' build scripts have made and said.
  void add_scripts(Json& meta) const {
    std::map<std::string, std::string> out_dirs;
    std::map<std::string, std::map<std::string, std::string>> variables;
    std::set<std::string> linked;
    for (const Unit* run : build_.runs) {
      const Unit& program = program_of(*run);
      if (program.script_run) {
        const Unit& script = build_.graph.units[*program.script_run];
        out_dirs[program.package.id] = script.run_directory + "/out";
        for (const EnvironmentVariable& variable : output_of(script).environment)
          variables[program.package.id][variable.name] = variable.value;
      }
      for (UnitIndex script : run->library_path) add_directories(build_.graph.units[script], linked);
    }
    meta["build-script-out-dirs"] = Json(out_dirs);
    meta["build-script-info"] = Json::object();
    for (const auto& [package, of_package] : variables)
      meta["build-script-info"][package] = {{"envs", Json(of_package)}};
    meta["linked-paths"] = Json(linked);
  }

  /// Those of a script's library directories that are in the build directory, relative to it.
  void add_directories(const Unit& script, std::set<std::string>& linked) const {
    for (const std::string& search : output_of(script).link_search) {
      std::string_view directory = search_directory(search);
      if (consume_prefix(directory, build_.build_directory + "/")) linked.emplace(directory);
    }
  }

  ScriptOutput output_of(const Unit& script) const {
    const std::string file = join_path(build_.build_directory, layout_.script_output(script));
    Result<std::string> text = disk_.read(file);
    Result<ScriptOutput> output =
        text ? parse_script_output(*text, file, build_.build_directory) : Result<ScriptOutput>(text.error());
    return output ? *output : ScriptOutput{};
  }

  Json binaries() const {
    std::map<std::string, Json> binaries;
    for (const Unit* run : build_.runs) {
      const Unit& program = program_of(*run);
      const std::string id = binary_id(program);
      binaries[id] = {{"binary-id", id},
                      {"binary-name", program.target_name},
                      {"package-id", program.package.id},
                      {"kind", nextest_kind(program)},
                      {"binary-path", join_path(build_.build_directory, layout_.artifact(program, "bin"))},
                      {"build-platform", program.target_kind == TargetKind::proc_macro ? "host" : "target"}};
    }
    return Json(binaries);
  }

  const Disk& disk_;
  const NextestBuild& build_;
  Layout layout_;
  std::string target_;  // the triple of --target, or empty
};

}  // namespace

Result<std::string> write_binaries_metadata(const Disk& disk, const NextestBuild& build) {
  return Writer(disk, build).write();
}

}  // namespace ferrule
