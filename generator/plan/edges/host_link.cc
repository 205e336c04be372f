#include "plan/edges/host_link.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

#include "base/files.h"
#include "plan/edges/aliases.h"
#include "rust/artifact_name.h"

namespace ferrule {

namespace {

constexpr std::string_view kRuntimePackage = "ferrule_runtime v" FERRULE_VERSION;

/// `-C panic=…` in either of its forms.
std::string panic_strategy(const Unit& unit) {
  std::string strategy = "unwind";
  for (const UnitArgument& argument : unit.command) {
    const auto* text = std::get_if<std::string>(&argument);
    if (text == nullptr) continue;
    for (std::string_view start : {"panic=", "-Cpanic="})
      if (text->starts_with(start)) strategy = text->substr(start.size());
  }
  return strategy;
}

/// The options of a library's command that a program over it must have too: how it panics, and for what processor it
/// is. Whatever says how to make code of a source isn't among them.
std::vector<std::string> options_of_programs(const Unit& unit) {
  constexpr std::array<std::string_view, 4> kKept = {"panic", "target-cpu", "target-feature", "relocation-model"};
  std::vector<std::string> options;
  const std::string* before = nullptr;
  auto keep = [&](std::string_view option, std::initializer_list<std::string> words) {
    std::string_view name = option.substr(0, option.find('='));
    if (std::find(kKept.begin(), kKept.end(), name) != kKept.end()) options.insert(options.end(), words);
  };
  for (const UnitArgument& argument : unit.command) {
    const auto* text = std::get_if<std::string>(&argument);
    if (text != nullptr) {
      if (before != nullptr && *before == "-C") keep(*text, {*before, *text});
      else if (before != nullptr && *before == "-Z") options.insert(options.end(), {*before, *text});
      else if (text->starts_with("-C")) keep(std::string_view(*text).substr(2), {*text});
      else if (text->size() > 2 && text->starts_with("-Z")) options.push_back(*text);
    }
    before = text;
  }
  return options;
}

}  // namespace

void keep_only_rlibs(CrateGraph& graph) {
  for (Unit& unit : graph.units) {
    bool is_mixed = unit.crate_types.size() > 1 && unit.makes_rlib() && !unit.has_crate_type("dylib");
    if (!is_mixed) continue;
    unit.crate_types = {unit.has_crate_type("rlib") ? "rlib" : "lib"};
    unit.uplifted.clear();
    std::vector<UnitArgument> kept;
    for (UnitArgument& argument : unit.command) {
      auto* text = std::get_if<std::string>(&argument);
      if (text != nullptr && text->starts_with("--emit=")) *text = "--emit=dep-info,metadata,link";
      const auto* before = kept.empty() ? nullptr : std::get_if<std::string>(&kept.back());
      bool is_type = text != nullptr && before != nullptr && *before == "--crate-type";
      if (is_type && *text != unit.crate_types.front()) kept.pop_back();
      else kept.push_back(std::move(argument));
    }
    unit.command = std::move(kept);
  }
}

void put_uplifted_apart(CrateGraph& graph, bool rustc_links_programs) {
  for (Unit& unit : graph.units) {
    if (rustc_links_programs) unit.uplifted.clear();
    for (UpliftedArtifact& artifact : unit.uplifted) artifact.name = join_path(unit.id, artifact.name);
  }
}

bool makes_runtime(const Edge& edge) { return edge.action.package == kRuntimePackage; }

HostLink HostLinker::link(const Unit& unit, const std::string& type, const std::string& name) {
  HostLink link;
  bool is_object = type == "bin" || type == "cdylib";
  link.file = is_object ? layout_.object(unit) : layout_.artifact(unit, type);
  if (type == "rlib") link.metadata = layout_.hollow(unit);
  bool is_linked_by_rustc = type == "staticlib" || type == "proc-macro";
  if (!is_linked_by_rustc) {
    link.link_files = rlibs_behind(unit);
    if (has_std_) add_runtime(unit, link);
    if (unit.has_crate_type("cdylib")) link.exports = layout_.exports(unit);
  }
  if (type != "proc-macro") add_link_arguments(unit, name, link);
  if (is_object) link.roots = layout_.roots(unit);
  else if (!is_linked_by_rustc && has_std_) add_roots(unit, link);
  if (is_object) add_driver_arguments(unit, name, link);
  return link;
}

HostLink HostLinker::link_by_rustc(const Unit& unit, const std::string& type) const {
  HostLink link;
  link.file = layout_.artifact(unit, type);
  if (type != "rlib") return link;
  link.metadata = layout_.hollow(unit);
  link.link_files = rlibs_behind(unit);
  return link;
}

std::vector<std::string> HostLinker::rlibs_behind(const Unit& unit) const {
  std::vector<std::string> aliases;
  for (const UnitArgument& argument : unit.command)
    if (const auto* dependency = std::get_if<ExternCrate>(&argument))
      if (dependency->crate_type != "proc-macro") aliases.push_back(link_alias(graph_.units[dependency->unit]));
  std::vector<std::string> files = aliases_.files_behind(aliases);
  // No linker reads the metadata that stands beside an rlib.
  std::erase_if(files, [](const std::string& file) { return file.ends_with(".rmeta"); });
  return files;
}

bool HostLinker::is_linked(const Unit& unit, const HostLink& link) const {
  if (!unit.makes_rlib()) return false;
  std::string rlib = layout_.artifact(unit, "rlib");
  return std::find(link.link_files.begin(), link.link_files.end(), rlib) != link.link_files.end();
}

/// What build scripts of the linked crates print is known only when they have run: an edge gathers it in a response
/// file. rustc has put static libraries into the rlibs, but not into an object.
void HostLinker::add_link_arguments(const Unit& unit, const std::string& name, HostLink& link) {
  Edge edge;
  auto add = [&](const Unit& other) {
    std::string output = layout_.script_output(graph_.units[*other.script_run]);
    edge.action.command.emplace_back(ScriptArgument{ScriptValue::link_search, output});
    edge.action.command.emplace_back(ScriptArgument{ScriptValue::link_library, output});
    edge.inputs.push_back(output);
  };
  bool is_object = link.file == layout_.object(unit);
  if (unit.script_run && is_object) {
    edge.action.command.emplace_back(std::string(kWithStaticLibraries));
    add(unit);
    edge.action.command.emplace_back(std::string(kWithoutStaticLibraries));
  }
  for (const Unit& other : graph_.units)
    if (other.script_run && other.kind == UnitKind::compile)
      if ((&other == &unit && !is_object) || is_linked(other, link)) add(other);
  if (!edge.inputs.empty()) link.link_arguments = add_response_file(unit, name, std::move(edge));
}

/// `rustc-link-arg` of the package's own build script.
void HostLinker::add_driver_arguments(const Unit& unit, const std::string& name, HostLink& link) {
  Edge edge;
  for (const UnitArgument& argument : unit.command) {
    const auto* place = std::get_if<ScriptPlace>(&argument);
    if (place == nullptr || place->value != ScriptValue::link_argument) continue;
    std::string output = layout_.script_output(graph_.units[place->run]);
    edge.action.command.emplace_back(ScriptArgument{place->value, output, place->targets});
    edge.inputs.push_back(output);
  }
  if (!edge.inputs.empty()) link.driver_arguments = add_response_file(unit, name + ".driver", std::move(edge));
}

/// Finishes an edge that writes a response file, and returns the file.
std::string HostLinker::add_response_file(const Unit& unit, const std::string& name, Edge edge) {
  std::string file = "ferrule/link/" + name + ".rsp";
  edge.action.kind = EdgeKind::link_arguments;
  edge.action.id = name + ".rust_link_arguments";
  edge.action.package = unit.package.description();
  edge.action.directory = build_directory_;
  edge.action.outputs = {{"-", file}};
  edge.outputs = {file};
  edge.description = name;
  edges_.edges.push_back(std::move(edge));
  return file;
}

/// For a library rustc links nothing. It is asked about a program over it, which has no code: what rustc makes such a
/// program hold of the library, and of all below it, is what any program must.
void HostLinker::add_roots(const Unit& unit, HostLink& link) {
  link.roots = layout_.roots(unit);
  Edge edge;
  Action& action = edge.action;
  action.kind = EdgeKind::link_roots;
  action.id = unit.id + "." + std::string(rule_name(action.kind));
  action.package = unit.package.description();
  action.directory = build_directory_;
  action.bootstrap = bootstrap_;
  // A crate without a manifest has it of its own: by it some of the options below are allowed.
  for (const EnvironmentVariable& variable : unit.environment)
    if (variable.name == "RUSTC_BOOTSTRAP") {
      action.bootstrap = Bootstrap::users;
      action.environment.push_back(variable);
    }
  action.command = {rustc_,       "--crate-name", "ferrule_roots", "--edition=2021",
                    kRootsSource, "--crate-type", "bin",           "--emit=link"};
  if (!unit.triple.empty())
    for (const std::string& word : {std::string("--target"), unit.triple}) action.command.emplace_back(word);
  for (const std::string& option : options_of_programs(unit)) action.command.emplace_back(option);
  const std::string library = join_path(build_directory_, layout_.hollow(unit));
  for (std::string word : {std::string("--extern"), "linked=" + library})
    action.command.emplace_back(std::move(word));
  for (const std::string& directory : layout_.search_directories(unit, LibraryForm::hollow)) {
    action.command.emplace_back("-L");
    action.command.emplace_back("dependency=" + join_path(build_directory_, directory));
  }
  action.command.emplace_back("--out-dir");
  action.command.emplace_back(TemporaryDirectory{});
  action.outputs = {{std::string(kLinkRootsFile), link.roots}};
  edge.description = unit.package.name + " v" + unit.package.version;
  edge.inputs = {layout_.hollow(unit)};
  // CMake links the object by its path, and a program that links a static library over the crate may know of this
  // file no other way.
  if (!link.link_arguments.empty()) edge.inputs.push_back(link.link_arguments);
  edge.outputs = {link.roots};
  edge.tools = {rustc_};
  if (std::string file = unit.target_file(); !file.empty()) edge.tools.push_back(file);
  edges_.edges.push_back(std::move(edge));
}

/// All Rust code of a program shares one std and one allocator. rustc puts them into a static library that it makes
/// of an empty crate.
void HostLinker::add_runtime(const Unit& unit, HostLink& link) {
  std::string panic = panic_strategy(unit);
  std::string name = "ferrule_runtime_" + panic;
  std::string triple(file_name(unit.triple));
  link.runtime = "lib/" + (triple.empty() ? "" : triple + "/") + "lib" + name + ".a";
  for (const Edge& edge : edges_.edges)
    if (edge.outputs.front() == link.runtime) return;
  Edge edge;
  Action& action = edge.action;
  action.kind = EdgeKind::staticlib;
  action.id = name + (triple.empty() ? "" : "@" + triple) + ".rust_staticlib";
  action.package = kRuntimePackage;
  action.bootstrap = bootstrap_;
  action.directory = build_directory_;
  action.command = {rustc_,      "--crate-name",         name, "--edition=2021", kRuntimeSource, "--crate-type",
                    "staticlib", "--emit=dep-info,link", "-C", "opt-level=3",    "-C",           "panic=" + panic,
                    "--out-dir", TemporaryDirectory{}};
  for (const std::string& crate : beside_std_) {
    action.command.emplace_back("--cfg");
    action.command.emplace_back("ferrule_" + crate);
  }
  if (!triple.empty()) {
    action.command.emplace_back("--target");
    action.command.emplace_back(unit.triple);
  }
  action.outputs = {{"lib" + name + ".a", link.runtime}};
  edge.description = "std for all";
  edge.outputs = {link.runtime};  // its only source is the compiler
  edge.tools = {rustc_};
  if (std::string file = unit.target_file(); !file.empty()) edge.tools.push_back(file);
  edges_.edges.push_back(std::move(edge));
}

}  // namespace ferrule
