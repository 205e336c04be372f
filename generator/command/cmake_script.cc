#include "command/cmake_script.h"

#include "base/files.h"
#include "base/strings.h"
#include "declare/declared_crate.h"
#include "emit/build_directory.h"
#include "emit/cmake_writer.h"
#include "plan/aliases.h"
#include "plan/layout.h"

namespace ferrule {

namespace {

class ScriptMaker {
 public:
  ScriptMaker(const CommandContext& context, const CMakeScriptRequest& request, const CrateGraph& graph,
              const Unit& unit, EdgeGraph& edges)
      : context_(context), disk_(context.disk), request_(request), graph_(graph), unit_(unit), edges_(edges),
        layout_(graph) {}

  Status make(const std::vector<EnvironmentVariable>& frozen_environment) {
    crate_.type = request_.type;
    crate_.name = request_.name;
    crate_.sources = request_.sources;
    crate_.package = unit_.package.description();
    crate_.configure_depends = request_.configure_depends;
    for (const std::string& program : {request_.toolchain.rustc, request_.toolchain.cargo, context_.executable})
      crate_.configure_depends.push_back(program);
    fill_files();
    add_link_arguments();
    add_runtime();
    crate_.reference = "ferrule/crates/" + request_.target;
    if (Status added = add_native_libraries(); !added) return added;
    Result<std::string> script = write_cmake(edges_, crate_, request_.build_directory);
    if (!script) return script.error();
    Status written = write_edges(disk_, request_.build_directory, edges_, frozen_environment);
    if (!written) return written;
    if (Status saved = save(request_.output, *script); !saved) return saved;
    return write_reference_file();
  }

 private:
  Status save(const std::string& path, std::string_view text) {
    if (Status made = disk_.make_directories(directory_of(path)); !made) return made;
    Result<bool> written = disk_.write(path, text);
    if (!written) return written.error();
    return {};
  }

  /// Only what rustc can load has one.
  Status write_reference_file() {
    std::string path = join_path(request_.build_directory, crate_.reference);
    if (crate_.type != "rlib" && crate_.type != "proc-macro") return disk_.remove(path);
    CrateReference reference{request_.target, unit_.crate_name,     unit_.extra_filename, crate_.type,
                             unit_.triple,    request_.directories, crate_.link_files};
    reference.link_files.insert(reference.link_files.begin(), crate_.file);
    for (std::string& file : reference.link_files) file = join_path(request_.build_directory, file);
    return save(path, write_reference(reference));
  }

  void fill_files() {
    std::vector<std::string> aliases;
    for (const UnitArgument& argument : unit_.command)
      if (const auto* dependency = std::get_if<ExternCrate>(&argument))
        if (dependency->crate_type != "proc-macro")
          aliases.push_back(link_alias(graph_.units[dependency->unit]));
    bool is_object = crate_.type == "bin" || crate_.type == "cdylib";
    crate_.file = is_object ? layout_.object(unit_) : layout_.artifact(unit_, crate_.type);
    if (crate_.type == "rlib") crate_.metadata = layout_.hollow(unit_);
    bool links_itself = crate_.type == "staticlib" || crate_.type == "proc-macro";
    if (!links_itself) crate_.link_files = files_behind(edges_, aliases);
  }

  /// What build scripts of the linked crates print is known only when they
  /// have run: an edge gathers it in a response file.
  void add_link_arguments() {
    Edge edge;
    for (const Unit& other : graph_.units) {
      if (!other.script_run || other.kind != UnitKind::compile) continue;
      bool is_linked = &other == &unit_;
      for (const std::string& file : crate_.link_files)
        is_linked = is_linked || (other.makes_rlib() && layout_.artifact(other, "rlib") == file);
      if (!is_linked) continue;
      std::string output = layout_.script_output(graph_.units[*other.script_run]);
      edge.action.command.emplace_back(ScriptArgument{ScriptValue::link_search, output});
      edge.action.command.emplace_back(ScriptArgument{ScriptValue::link_library, output});
      edge.inputs.push_back(output);
    }
    if (edge.inputs.empty()) return;
    edge.action.kind = EdgeKind::link_arguments;
    edge.action.id = request_.target + ".rust_link_arguments";
    edge.action.package = unit_.package.description();
    edge.action.directory = request_.build_directory;
    crate_.link_arguments = "ferrule/link/" + request_.target + ".rsp";
    edge.action.outputs = {{"-", crate_.link_arguments}};
    edge.outputs = {crate_.link_arguments};
    edge.description = request_.target;
    edges_.edges.push_back(std::move(edge));
  }

  /// All Rust code of a program shares one std and one allocator. rustc puts
  /// them into a static library that it makes of an empty crate.
  void add_runtime() {
    if (crate_.type == "staticlib" || crate_.type == "proc-macro") return;
    std::string panic = panic_strategy();
    std::string name = "ferrule_runtime_" + panic;
    Edge edge;
    Action& action = edge.action;
    action.kind = EdgeKind::staticlib;
    action.id = name + (unit_.triple.empty() ? "" : "@" + std::string(file_name(unit_.triple))) + ".rust_staticlib";
    action.package = "ferrule_runtime v" FERRULE_VERSION;
    action.directory = request_.build_directory;
    action.command = {request_.toolchain.rustc, "--crate-name", name, "--edition=2021", kRuntimeSource,
                      "--crate-type", "staticlib", "--emit=dep-info,link", "-C", "opt-level=3", "-C",
                      "panic=" + panic, "--out-dir", TemporaryDirectory{}};
    if (!unit_.triple.empty()) {
      action.command.emplace_back("--target");
      action.command.emplace_back(unit_.triple);
    }
    crate_.runtime = "lib/" + (unit_.triple.empty() ? "" : std::string(file_name(unit_.triple)) + "/") + "lib" + name + ".a";
    action.outputs = {{"lib" + name + ".a", crate_.runtime}};
    edge.description = "std for all";
    edge.outputs = {crate_.runtime};  // its only source is the compiler
    edge.tools = {request_.toolchain.rustc};
    edges_.edges.push_back(std::move(edge));
  }

  std::string panic_strategy() const {
    for (const UnitArgument& argument : unit_.command)
      if (const auto* text = std::get_if<std::string>(&argument); text != nullptr && text->starts_with("panic="))
        return text->substr(6);
    return "unwind";
  }

  /// What std itself must be linked with: rustc says so for a static library.
  Status add_native_libraries() {
    std::string source = join_path(request_.build_directory, kRuntimeSource);
    if (Status made = disk_.make_directories(directory_of(source)); !made) return made;
    constexpr std::string_view kText = "//! Empty: rustc adds std and the allocator to its static library.\n";
    if (Result<bool> written = disk_.write(source, kText); !written) return written.error();
    std::string cache = join_path(request_.build_directory, "ferrule/native-static-libs");
    std::string key = request_.toolchain.version;
    if (Result<std::string> known = disk_.read(cache); known && known->starts_with(key)) {
      for (std::string_view word : split(trim(std::string_view(*known).substr(key.size())), ' '))
        crate_.native_libraries.emplace_back(word);
      return {};
    }
    ProcessRequest ask{{request_.toolchain.rustc, "--crate-type", "staticlib", "--print",
                        "native-static-libs", "-o", join_path(request_.build_directory, "ferrule/probe.a"), source},
                       request_.build_directory,
                       request_.environment};
    Result<ProcessResult> result = context_.processes.run(ask);
    if (!result) return result.error();
    constexpr std::string_view kLabel = "native-static-libs: ";
    std::string_view said = result->errors;
    std::size_t at = said.find(kLabel);
    std::string_view libraries = at == std::string_view::npos ? "" : split_once(said.substr(at + kLabel.size()), '\n').first;
    (void)disk_.remove(join_path(request_.build_directory, "ferrule/probe.a"));
    for (std::string_view word : split(trim(libraries), ' ')) crate_.native_libraries.emplace_back(word);
    if (Result<bool> saved = disk_.write(cache, key + std::string(libraries)); !saved) return saved.error();
    return {};
  }

  static constexpr const char* kRuntimeSource = "ferrule/runtime.rs";

  const CommandContext& context_;
  Disk& disk_;
  const CMakeScriptRequest& request_;
  const CrateGraph& graph_;
  const Unit& unit_;
  EdgeGraph& edges_;
  Layout layout_;
  CMakeCrate crate_;
};

}  // namespace

Status write_cmake_script(const CommandContext& context, const CMakeScriptRequest& request, const CrateGraph& graph,
                          const Unit& unit, EdgeGraph& edges,
                          const std::vector<EnvironmentVariable>& frozen_environment) {
  return ScriptMaker(context, request, graph, unit, edges).make(frozen_environment);
}

}  // namespace ferrule
