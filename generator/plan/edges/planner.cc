#include "plan/edges/planner.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "base/files.h"
#include "base/strings.h"
#include "formats/check_files.h"
#include "graph/alias_index.h"
#include "graph/unit_options.h"
#include "plan/edges/aliases.h"
#include "plan/edges/checked_units.h"
#include "plan/edges/compile_settings.h"
#include "plan/edges/edge_order.h"
#include "plan/edges/layout.h"
#include "plan/edges/split_link.h"
#include "rust/artifact_name.h"

namespace ferrule {

namespace {

EdgeKind compile_kind(const Unit& unit) {
  if (unit.is_test) return EdgeKind::test;
  if (unit.target_kind == TargetKind::build_script) return EdgeKind::build_script;
  if (unit.is_pure_library()) return EdgeKind::fused_library;
  if (unit.has_crate_type("proc-macro")) return EdgeKind::proc_macro;
  if (unit.has_crate_type("bin")) return EdgeKind::executable;
  if (unit.has_crate_type("cdylib")) return EdgeKind::cdylib;
  if (unit.has_crate_type("dylib")) return EdgeKind::dylib;
  return EdgeKind::staticlib;
}

Milliseconds time_of(const UnitTimes& times, EdgeKind kind) {
  if (kind == EdgeKind::metadata || traits_of(kind).only_checks || kind == EdgeKind::unlinked) return times.metadata;
  return kind == EdgeKind::codegen ? times.codegen : times.whole;
}

LibraryForm form_for(EdgeKind kind, const Unit& unit) {
  switch (traits_of(kind).takes) {
    case Takes::checks: return LibraryForm::check;
    case Takes::metadata:
      // An object then has the code of all crates.
      return kind == EdgeKind::object && has_link_time_optimization(unit) ? LibraryForm::full : LibraryForm::hollow;
    default: return LibraryForm::full;
  }
}

class Planner {
 public:
  Planner(const CrateGraph& graph, const PlanOptions& options)
      : graph_(graph), options_(options), layout_(graph), checked_(checked_units(graph)),
        splits_links_(options.host.linked_by == LinkedBy::rustc && !has_dylibs(graph)) {}

  EdgeGraph make_edges() {
    place_build_scripts();
    find_documented();
    for (UnitIndex index : in_order_of_ids(graph_)) add_unit(index);
    if (options_.host.linked_by == LinkedBy::rustc) name_libraries();
    add_user_aliases(graph_, layout_, result_);
    order_edges(result_);
    return std::move(result_);
  }

 private:
  /// A build script's executable stands where its run expects it.
  void place_build_scripts() {
    for (const Unit& unit : graph_.units)
      if (unit.kind == UnitKind::build_script_run && unit.program) script_paths_[*unit.program] = unit.program_path;
  }

  void find_documented() {
    for (UnitIndex index = 0; index < graph_.units.size(); ++index)
      if (const Unit& unit = graph_.units[index]; unit.kind == UnitKind::documentation)
        documentation_.emplace(crate_key(unit), index);
  }

  /// What a crate's pages and the library that others see have in common.
  static std::string crate_key(const Unit& unit) {
    return unit.package.root + "\n" + unit.source + "\n" + unit.triple;
  }

  void add_unit(UnitIndex index) {
    const Unit& unit = graph_.units[index];
    switch (unit.kind) {
      case UnitKind::compile:
        if (unit.is_foreign) {
          result_.aliases.push_back({link_alias(unit), unit.foreign_link_files});
          break;
        }
        if (is_split(unit)) {
          add_compile(index, EdgeKind::metadata);
          add_compile(index, EdgeKind::codegen);
        } else if (is_link_split(unit)) {
          add_compile(index, EdgeKind::unlinked);
          add_compile(index, compile_kind(unit));
        } else {
          add_compile(index, is_linked_by_host(unit) ? EdgeKind::object : compile_kind(unit));
        }
        if (unit.makes_rlib() || unit.has_crate_type("dylib")) add_link_alias(unit);
        if (options_.host.linked_by == LinkedBy::rustc || options_.host.has_checks) add_checks(index);
        break;
      case UnitKind::build_script_run: add_build_script_run(unit); break;
      case UnitKind::test_run: add_test_run(unit, EdgeKind::test_run); break;
      case UnitKind::bench_run: add_test_run(unit, EdgeKind::bench_run); break;
      case UnitKind::doc_test: add_doc_test(unit); break;
      case UnitKind::check: add_compile(index, EdgeKind::check); break;
      case UnitKind::documentation: add_documentation(unit); break;
    }
  }

  void add_checks(UnitIndex index) {
    if (!checked_[index]) return;
    add_compile(index, EdgeKind::check);
    if (!options_.compiler.clippy.empty() && is_linted(graph_.units[index])) add_compile(index, EdgeKind::clippy);
  }

  bool is_split(const Unit& unit) const {
    if (compile_kind(unit) != EdgeKind::fused_library || options_.fused.contains(unit.package.name)) return false;
    if (options_.pipelining == Pipelining::automatic) return options_.split.contains(unit.id);
    return options_.pipelining == Pipelining::hollow;
  }

  bool is_link_split(const Unit& unit) const {
    return splits_links_ && options_.split.contains(unit.id) && can_split_link(unit);
  }

  /// A cdylib that is an rlib too is one that others depend on.
  bool is_linked_by_host(const Unit& unit) const {
    EdgeKind kind = compile_kind(unit);
    return options_.host.linked_by == LinkedBy::host && !options_.host.rustc_links_programs && !unit.makes_rlib() &&
           (kind == EdgeKind::executable || kind == EdgeKind::cdylib || kind == EdgeKind::test);
  }

  // --- rustc ----------------------------------------------------------------

  void add_compile(UnitIndex index, EdgeKind kind) {
    const Unit& unit = graph_.units[index];
    Edge edge = new_edge(unit, kind);
    Action& action = edge.action;
    fill_command(edge, unit, form_for(kind, unit));
    apply_settings(edge, unit);
    fill_outputs(action, index, kind);
    if (has_wrapper(unit)) make_room_for_wrapper(action, unit);
    for (const ProducedFile& file : action.outputs) edge.outputs.push_back(file.destination);
    if (kind == compile_kind(unit) && is_link_split(unit)) link_separately(edge, unit);
    action.cut_off = traits_of(kind).makes_library && options_.pipelining != Pipelining::off;
    action.dep_info = unit.stem() + ".d";
    if (!unit.package.is_path) action.fixed_sources = unit.package.root;
    set_depfile(action);
    edge.tools.push_back(options_.compiler.rustc);
    if (std::string file = unit.target_file(); !file.empty()) edge.tools.push_back(file);
    // A test looks for programs and files where it was compiled.
    if (traits_of(kind).runs_anywhere && (kind != EdgeKind::unlinked || !unit.is_test)) make_portable(edge, unit);
    finish(std::move(edge));
  }

  void make_portable(Edge& edge, const Unit& unit) const {
    const SourceLink* link = options_.sources.find(unit.package);
    if (link == nullptr) return;
    ferrule::make_portable(edge.action, unit, *link, options_.build_directory);
    edge.sources = reach_through(*link, unit.package.root);
  }

  /// kache, for one, puts a program of its own in a build script's place, which looks for the script beside itself.
  void make_room_for_wrapper(Action& action, const Unit& unit) const {
    action.scratch = layout_.scratch(unit, action.id);
    action.has_companions = action.kind == EdgeKind::build_script;
  }

  /// All but the linking is another edge's work.
  void link_separately(Edge& edge, const Unit& unit) const {
    edge.action.unlinked = layout_.unlinked(unit);
    edge.inputs.push_back(edge.action.unlinked);
    if (auto times = options_.times.find(unit.id); times != options_.times.end()) edge.time = times->second.codegen;
  }

  void apply_settings(Edge& edge, const Unit& unit) const {
    Action& action = edge.action;
    const bool is_half = traits_of(action.kind).is_half;
    // A fused library is compiled once, as Cargo compiles it.
    if (is_half && !has_users_bootstrap(unit)) allow_hollow_rlib(action, unit, options_.compiler);
    if (is_half) use_one_frontend_thread(action);
    if (action.kind == EdgeKind::metadata) action.command.emplace_back("-Zno-codegen");
    if (action.kind == EdgeKind::object) compile_to_object(action, unit);
    if (traits_of(action.kind).only_checks) compile_to_metadata(action);
    if (action.kind != EdgeKind::clippy) return;
    call_clippy(action, options_.compiler.clippy);
    edge.tools = {options_.compiler.clippy, std::string(kClippyArgumentsFile)};
  }

  bool has_users_bootstrap(const Unit& unit) const {
    return options_.users_bootstrap ||
           std::any_of(unit.environment.begin(), unit.environment.end(),
                       [](const EnvironmentVariable& variable) { return variable.name == "RUSTC_BOOTSTRAP"; });
  }

  void fill_outputs(Action& action, UnitIndex index, EdgeKind kind) {
    const Unit& unit = graph_.units[index];
    const std::string stem = unit.stem();
    if (traits_of(kind).is_half) return fill_outputs_of_half(action, unit);
    if (traits_of(kind).only_checks) {
      std::string place = kind == EdgeKind::clippy ? layout_.clippy(unit) : layout_.check(unit);
      action.outputs.push_back({metadata_name(unit), std::move(place)});
      return;
    }
    if (kind == EdgeKind::unlinked) {
      action.outputs.push_back({std::string(kUnlinkedFile), layout_.unlinked(unit)});
      return;
    }
    if (kind == EdgeKind::object) {
      action.outputs.push_back({stem + ".o", layout_.object(unit)});
      action.outputs.push_back({std::string(kLinkRootsFile), layout_.roots(unit)});
      if (unit.has_crate_type("cdylib")) action.outputs.push_back({std::string(kExportsFile), layout_.exports(unit)});
      return;
    }
    std::vector<std::string> types = unit.is_test ? std::vector<std::string>{"bin"} : unit.crate_types;
    // The rlib first: the archive of its lib.rmeta is made from it.
    std::stable_partition(types.begin(), types.end(), [](const std::string& t) { return t == "lib" || t == "rlib"; });
    for (const std::string& type : types) {
      auto script = script_paths_.find(index);
      std::string place = script != script_paths_.end() ? script->second : layout_.artifact(unit, type);
      std::string name = artifact_name(type, stem, unit.triple);
      action.outputs.push_back({name, place});
      // Packed debug information stands beside what was linked.
      if (type != "lib" && type != "rlib" && type != "staticlib" && kind != EdgeKind::build_script &&
          kind != EdgeKind::proc_macro && mentions(unit, "split-debuginfo=packed"))
        action.outputs.push_back({name + ".dwp", place + ".dwp"});
    }
    if (unit.has_metadata_file) action.outputs.push_back({metadata_name(unit), layout_.metadata(unit)});
    if (unit.makes_rlib())
      action.outputs.push_back({full_metadata_name(unit), layout_.hollow(unit), /*is_archived=*/true});
  }

  /// Each half has its outputs in a directory of its own, and looks at what the other has made of the metadata.
  void fill_outputs_of_half(Action& action, const Unit& unit) const {
    const std::string name = artifact_name("rlib", unit.stem(), unit.triple);
    const std::string hollow = layout_.hollow(unit), full = layout_.artifact(unit, "rlib");
    const std::string compared = unit.has_metadata_file ? layout_.metadata(unit) : full;
    if (action.kind == EdgeKind::metadata) {
      action.outputs.push_back({full_metadata_name(unit), hollow, unit.has_metadata_file});
      action.counterpart = compared;
      return;
    }
    action.outputs.push_back({name, full});
    if (unit.has_metadata_file) action.outputs.push_back({metadata_name(unit), compared});
    action.counterpart = hollow;
  }

  static std::string metadata_name(const Unit& unit) { return "lib" + unit.stem() + ".rmeta"; }
  /// What rustc makes that has all of a library's metadata.
  static std::string full_metadata_name(const Unit& unit) {
    return unit.has_metadata_file ? metadata_name(unit) : artifact_name("rlib", unit.stem(), unit.triple);
  }

  void fill_command(Edge& edge, const Unit& unit, LibraryForm form) {
    for (const UnitArgument& argument : unit.command) {
      if (const auto* text = std::get_if<std::string>(&argument)) edge.action.command.emplace_back(*text);
      else if (const auto* crate = std::get_if<ExternCrate>(&argument)) add_extern(edge, *crate, form);
      else if (const auto* place = std::get_if<ScriptPlace>(&argument)) add_script_place(edge, *place);
      else if (std::holds_alternative<OutDirectory>(argument)) edge.action.command.emplace_back(TemporaryDirectory{});
      else if (std::holds_alternative<IncrementalDirectory>(argument)) add_incremental(edge);
      else add_search_directories(edge, unit, form);
    }
  }

  /// A procedural macro is loaded, so it is always the real one.
  std::string extern_path(const ExternCrate& crate, LibraryForm form) const {
    const Unit& dependency = graph_.units[crate.unit];
    if (form == LibraryForm::check && crate.crate_type != "proc-macro") return layout_.check(dependency);
    if (form == LibraryForm::hollow && crate.crate_type == "rlib") return layout_.hollow(dependency);
    return layout_.artifact(dependency, crate.crate_type);
  }

  void add_extern(Edge& edge, const ExternCrate& crate, LibraryForm form) {
    const Unit& dependency = graph_.units[crate.unit];
    std::string path = extern_path(crate, form);
    edge.action.command.emplace_back("--extern");
    edge.action.command.emplace_back(crate.name + "=" + absolute(path));
    bool through_alias = form == LibraryForm::full && crate.crate_type != "proc-macro";
    edge.inputs.push_back(through_alias ? link_alias(dependency) : path);
    // What is no hollow rlib lacks its metadata.
    bool has_metadata = !dependency.has_metadata_file || form == LibraryForm::check ||
                        (form == LibraryForm::hollow && dependency.makes_rlib());
    if (!has_metadata) add_metadata(edge, crate.name, layout_.metadata(dependency));
  }

  void add_metadata(Edge& edge, const std::string& name, const std::string& file) const {
    const Argument word = name + "=" + absolute(file);
    std::vector<Argument>& command = edge.action.command;
    if (std::find(command.begin(), command.end(), word) != command.end()) return;
    command.emplace_back("--extern");
    command.push_back(word);
    edge.inputs.push_back(file);
  }

  void add_script_place(Edge& edge, const ScriptPlace& place) {
    std::string output = layout_.script_output(graph_.units[place.run]);
    edge.action.command.emplace_back(ScriptArgument{place.value, output, place.targets});
    edge.inputs.push_back(output);
  }

  /// Two edges of a crate must not share an incremental directory.
  void add_incremental(Edge& edge) const {
    edge.action.command.emplace_back("-C");
    edge.action.command.emplace_back("incremental=" + absolute("incremental/" + edge.action.id));
  }

  void add_search_directories(Edge& edge, const Unit& unit, LibraryForm form) const {
    for (const std::string& directory : layout_.search_directories(unit, form)) {
      edge.action.command.emplace_back("-L");
      edge.action.command.emplace_back("dependency=" + absolute(directory));
    }
  }

  /// Stands for a library and all that it needs at link time.
  void add_link_alias(const Unit& unit) {
    Alias alias{link_alias(unit), {}};
    if (unit.makes_rlib()) alias.inputs.push_back(layout_.artifact(unit, "rlib"));
    if (unit.has_crate_type("dylib")) alias.inputs.push_back(layout_.artifact(unit, "dylib"));
    if (unit.has_metadata_file) alias.inputs.push_back(layout_.metadata(unit));
    for (const UnitArgument& argument : unit.command)
      if (const auto* crate = std::get_if<ExternCrate>(&argument);
          crate != nullptr && crate->crate_type != "proc-macro")
        alias.inputs.push_back(link_alias(graph_.units[crate->unit]));
    sort_unique(alias.inputs);
    result_.aliases.push_back(std::move(alias));
  }

  /// An alias is no file: only a depfile can say how old the libraries behind it are. (CMake's custom commands name
  /// the files themselves.)
  void name_libraries() {
    const AliasIndex aliases(result_);
    for (Edge& edge : result_.edges) {
      if (traits_of(edge.action.kind).runs_tests) continue;
      std::vector<std::string> linked;
      std::copy_if(edge.inputs.begin(), edge.inputs.end(), std::back_inserter(linked),
                   [&](const std::string& input) { return aliases.contains(input); });
      edge.action.libraries = aliases.files_behind(linked);
    }
  }

  // --- Runs -------------------------------------------------------------------

  void add_build_script_run(const Unit& unit) {
    Edge edge = new_edge(unit, EdgeKind::build_script_run);
    Action& action = edge.action;
    action.command.emplace_back(absolute(unit.program_path));
    for (const ScriptMetadataSource& source : unit.script_metadata) {
      std::string output = layout_.script_output(graph_.units[source.run]);
      action.script_metadata.push_back({source.prefix, output});
      edge.inputs.push_back(output);
    }
    action.outputs.push_back({"build-script.output", layout_.script_output(unit)});
    for (const EnvironmentVariable& variable : unit.environment)
      if (variable.name == "OUT_DIR") action.out_dir = variable.value;
    if (const SourceLink* link = options_.sources.find(unit.package))
      action.linked_sources = {link->link, link->directory};
    action.is_path_package = unit.package.is_path;
    action.rust_version = unit.package.rust_version;
    action.link_targets = unit.package.link_targets;
    set_depfile(action);
    edge.outputs = {layout_.script_output(unit)};
    edge.inputs.push_back(unit.program_path);
    finish(std::move(edge));
  }

  void add_test_run(const Unit& unit, EdgeKind kind) {
    Edge edge = new_edge(unit, kind);
    std::string program = layout_.artifact(graph_.units[*unit.program], "bin");
    for (const std::string& word : graph_.units[*unit.program].runner) edge.action.command.emplace_back(word);
    edge.action.command.emplace_back(absolute(program));
    for (const UnitArgument& argument : unit.command)
      if (const auto* text = std::get_if<std::string>(&argument)) edge.action.command.emplace_back(*text);
    make_always_due(edge);
    edge.inputs.push_back(program);
    for (const UsedProgram& used : graph_.units[*unit.program].used_programs)
      edge.inputs.push_back(layout_.artifact(graph_.units[used.unit], "bin"));
    // What is measured mustn't run beside compilers.
    if (kind == EdgeKind::bench_run) edge.inputs.emplace_back(kBenchesAlias);
    finish(std::move(edge));
  }

  void add_doc_test(const Unit& unit) {
    Edge edge = new_edge(unit, EdgeKind::doc_test);
    fill_command(edge, unit, LibraryForm::full);
    make_always_due(edge);
    finish(std::move(edge));
  }

  void add_documentation(const Unit& unit) {
    Edge edge = new_edge(unit, EdgeKind::documentation);
    Action& action = edge.action;
    fill_command(edge, unit, LibraryForm::check);
    // The action says which: with other ones, and so with other links, it is another.
    for (const UnitArgument& argument : unit.command)
      if (const auto* crate = std::get_if<ExternCrate>(&argument))
        if (auto found = documentation_.find(crate_key(graph_.units[crate->unit])); found != documentation_.end())
          action.linked_pages.push_back(graph_.units[found->second].page);
    sort_unique(action.linked_pages);
    edge.order_only = action.linked_pages;
    action.outputs = {{"index.html", unit.page}, {"", layout_.documented(unit)}};
    for (const ProducedFile& file : action.outputs) edge.outputs.push_back(file.destination);
    if (unit.package.is_path) action.watched_package = unit.package.root;
    set_depfile(action);
    edge.tools.push_back(std::get<std::string>(action.command.front()));
    if (std::string file = unit.target_file(); !file.empty()) edge.tools.push_back(file);
    finish(std::move(edge));
  }

  // --- What all edges share ---------------------------------------------------

  Edge new_edge(const Unit& unit, EdgeKind kind) {
    Edge edge;
    Action& action = edge.action;
    action.kind = kind;
    action.id = unit.id + "." + std::string(rule_name(kind));
    action.package = unit.package.description();
    action.target = unit.target_description();
    action.directory = unit.directory;
    action.bootstrap = has_users_bootstrap(unit) ? Bootstrap::users : Bootstrap::forbidden;
    action.environment = unit.environment;
    for (const UsedProgram& used : unit.used_programs)
      action.environment.push_back({used.variable, absolute(layout_.artifact(graph_.units[used.unit], "bin"))});
    if (unit.script_run) {
      std::string output = layout_.script_output(graph_.units[*unit.script_run]);
      action.script_environment.push_back(output);
      edge.inputs.push_back(output);
    }
    for (UnitIndex run : unit.library_path) {
      action.library_path.push_back(layout_.script_output(graph_.units[run]));
      edge.inputs.push_back(action.library_path.back());
    }
    if (auto times = options_.times.find(unit.id); times != options_.times.end())
      edge.time = time_of(times->second, kind);
    edge.description = unit.package.name + " v" + unit.package.version;
    if (!unit.target_name.empty() && kind != EdgeKind::build_script && kind != EdgeKind::build_script_run &&
        unit.target_name != unit.package.name && unit.target_kind != TargetKind::library)
      edge.description += " " + unit.target_name;
    return edge;
  }

  void finish(Edge edge) {
    sort_unique(edge.inputs);
    result_.edges.push_back(std::move(edge));
  }

  static void sort_unique(std::vector<std::string>& paths) {
    std::sort(paths.begin(), paths.end());
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  }

  std::string absolute(std::string_view path) const { return join_path(options_.build_directory, path); }
  /// Another build's ninja has other names for our files: CMake turns absolute
  /// ones into those.
  void set_depfile(Action& action) const {
    action.depfile = "ferrule/depfiles/" + action.id + ".d";
    if (options_.host.directory.empty()) return;
    action.depfile = absolute(action.depfile);
    action.depfile_target = absolute(action.outputs.front().destination);
  }
  /// A test runs whenever it is asked for: its depfile names a file that never exists.
  static void make_always_due(Edge& edge) {
    edge.outputs = {"ferrule/tested/" + edge.action.id};
    edge.action.depfile = "ferrule/depfiles/" + edge.action.id + ".d";
    edge.action.depfile_target = edge.outputs.front();
  }

  const CrateGraph& graph_;
  const PlanOptions& options_;
  Layout layout_;
  std::vector<bool> checked_;
  bool splits_links_;
  std::unordered_map<UnitIndex, std::string> script_paths_;
  std::unordered_map<std::string, UnitIndex> documentation_;  // by crate_key()
  EdgeGraph result_;
};

}  // namespace

EdgeGraph make_edges(const CrateGraph& graph, const PlanOptions& options) {
  return Planner(graph, options).make_edges();
}

}  // namespace ferrule
