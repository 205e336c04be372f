#include "support/graph_builder.h"

#include "base/strings.h"
#include "rust/artifact_name.h"

namespace ferrule {

UnitIndex GraphBuilder::library(const std::string& name, const Units& dependencies) {
  return crate(name, {"lib"}, dependencies);
}

UnitIndex GraphBuilder::proc_macro(const std::string& name, const Units& dependencies) {
  return crate(name, {"proc-macro"}, dependencies);
}

UnitIndex GraphBuilder::binary(const std::string& name, const Units& dependencies) {
  return crate(name, {"bin"}, dependencies);
}

UnitIndex GraphBuilder::crate(const std::string& name, const std::vector<std::string>& types,
                              const Units& dependencies) {
  Unit unit = new_crate(name, name, dependencies);
  unit.crate_types = types;
  for (const std::string& type : types) {
    unit.command.emplace_back("--crate-type=" + type);
    if (type == "bin") unit.uplifted.push_back({type, name});
    if (type == "cdylib" || type == "staticlib" || type == "dylib")
      unit.uplifted.push_back({type, artifact_name(type, unit.crate_name, "")});
  }
  if (unit.has_crate_type("proc-macro")) unit.target_kind = TargetKind::proc_macro;
  if (unit.has_crate_type("bin")) unit.target_kind = TargetKind::binary;
  return add(std::move(unit));
}

UnitIndex GraphBuilder::test(const std::string& name, const Units& dependencies) {
  Unit unit = new_crate(name, name, dependencies);
  unit.command.emplace_back("--test");
  unit.is_test = true;
  unit.target_kind = TargetKind::test;
  unit.in_build = false;
  unit.in_tests = true;
  return add(std::move(unit));
}

UnitIndex GraphBuilder::test_run(UnitIndex program) {
  Unit unit;
  unit.kind = UnitKind::test_run;
  unit.id = graph_.units[program].id;
  unit.package = graph_.units[program].package;
  unit.directory = unit.package.root;
  unit.program = program;
  unit.in_tests = true;
  return add(std::move(unit));
}

UnitIndex GraphBuilder::bench_run(UnitIndex program) {
  UnitIndex run = test_run(program);
  graph_.units[run].kind = UnitKind::bench_run;
  graph_.units[run].command = {"--bench"};
  for (UnitIndex unit : {program, run}) {
    graph_.units[unit].in_build = true;
    graph_.units[unit].in_tests = false;
  }
  return run;
}

UnitIndex GraphBuilder::doc_test(UnitIndex library) {
  Unit unit;
  unit.kind = UnitKind::doc_test;
  unit.id = graph_.units[library].id;
  unit.package = graph_.units[library].package;
  unit.crate_name = graph_.units[library].crate_name;
  unit.directory = unit.package.root;
  unit.command = {"/rust/bin/rustdoc", "--test", DependencySearch{}, ExternCrate{unit.crate_name, library, "rlib"}};
  unit.in_tests = true;
  return add(std::move(unit));
}

UnitIndex GraphBuilder::check(const std::string& name, const Units& dependencies) {
  Unit unit = new_crate(name, name, dependencies);
  unit.kind = UnitKind::check;
  unit.crate_types = {"lib"};
  unit.in_build = false;
  return add(std::move(unit));
}

UnitIndex GraphBuilder::documentation(const std::string& name, const Units& dependencies) {
  Unit unit;
  unit.kind = UnitKind::documentation;
  unit.hash = std::to_string(graph_.units.size() + 1);
  unit.id = name + "-" + unit.hash;
  unit.crate_name = name;
  unit.target_name = name;
  unit.package = {name, "1.0.0", "path+file:///src/" + name, "/src/" + name, /*has_manifest=*/true, /*is_path=*/true,
                  ""};
  unit.directory = unit.package.root;
  unit.crate_types = {"lib"};
  unit.page = "doc/" + name + "/index.html";
  unit.command = {"/rust/bin/rustdoc", "-o", "/b/doc", DependencySearch{}};
  for (UnitIndex dependency : dependencies) {
    const Unit& other = graph_.units[dependency];
    unit.command.emplace_back(
        ExternCrate{other.crate_name, dependency, other.has_crate_type("proc-macro") ? "proc-macro" : "rlib"});
  }
  graph_.has_documentation = true;
  return add(std::move(unit));
}

UnitIndex GraphBuilder::build_script(const std::string& package, const Units& dependencies) {
  Unit script = new_crate(package, "build_script_build", dependencies);
  script.crate_types = {"bin"};
  script.target_kind = TargetKind::build_script;
  script.target_name = "build-script-build";
  UnitIndex program = add(std::move(script));
  const std::string hash = std::to_string(program + 1);

  Unit run;
  run.kind = UnitKind::build_script_run;
  run.id = package + "-" + hash;
  run.package = graph_.units[program].package;
  run.directory = run.package.root;
  run.target_kind = TargetKind::build_script;
  run.program = program;
  run.run_directory = "debug/build/" + run.id + "-run";
  run.program_path = "debug/build/" + run.id + "/build-script-build";
  run.environment = {{"OUT_DIR", "/b/" + run.run_directory + "/out"}};
  run.in_build = true;
  return add(std::move(run));
}

void GraphBuilder::use_script(UnitIndex unit, UnitIndex run) {
  graph_.units[unit].script_run = run;
  graph_.units[unit].command.emplace_back(ScriptPlace{ScriptValue::link_search, run});
  graph_.units[unit].command.emplace_back(ScriptPlace{ScriptValue::cfg, run});
}

void GraphBuilder::set_triple(UnitIndex unit, const std::string& triple) {
  graph_.units[unit].triple = triple;
  graph_.units[unit].command.emplace_back("--target=" + triple);
}

UnitIndex GraphBuilder::add(Unit unit) {
  graph_.units.push_back(std::move(unit));
  return graph_.units.size() - 1;
}

Unit GraphBuilder::new_crate(const std::string& package, const std::string& name, const Units& dependencies) {
  const std::string hash = "-" + std::to_string(graph_.units.size() + 1);
  Unit unit;
  unit.package = {package, "1.0.0", "registry+index#" + package + "@1.0.0", "/src/" + package, true, false, ""};
  unit.directory = unit.package.root;
  unit.crate_name = replace_all(name, "-", "_");
  unit.extra_filename = hash;
  unit.id = unit.crate_name + hash;
  unit.target_name = name;
  unit.in_build = true;
  unit.environment = {{"CARGO_PKG_NAME", package}};
  unit.command = {
      "/rust/bin/rustc", "--crate-name=" + unit.crate_name, "-Cextra-filename=" + hash, "--out-dir", OutDirectory{},
      DependencySearch{}};
  for (UnitIndex dependency : dependencies) {
    const Unit& crate = graph_.units[dependency];
    std::string type = crate.makes_rlib() ? "rlib" : crate.crate_types.front();
    unit.command.emplace_back(ExternCrate{crate.crate_name, dependency, type});
  }
  return unit;
}

}  // namespace ferrule
