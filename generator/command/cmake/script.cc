#include "command/cmake/script.h"

#include <algorithm>

#include "base/files.h"
#include "base/strings.h"
#include "command/cmake/ide.h"
#include "emit/build_directory.h"
#include "emit/cmake_writer.h"
#include "emit/crate_reference.h"
#include "emit/job_settings_file.h"
#include "formats/frozen_environment.h"
#include "graph/unit_options.h"
#include "plan/edges/host_link.h"
#include "plan/edges/layout.h"
#include "record/toolchain/std_libraries.h"

namespace ferrule {

namespace {

class ScriptMaker {
 public:
  ScriptMaker(const CommandContext& context, const CMakeScriptRequest& request, const CrateGraph& graph,
              EdgeGraph& edges)
      : context_(context), disk_(context.disk), request_(request), graph_(graph), edges_(edges), layout_(graph),
        linker_(graph, request.toolchain.rustc, request.build_directory, edges),
        session_(request.calls.edges(request.build_directory, request.session)) {}

  Status make_crate(const Unit& unit) {
    if (Status prepared = prepare(unit); !prepared) return prepared;
    HostLink link = request_.for_host ? linker_.link_by_rustc(unit, request_.type)
                                      : linker_.link(unit, request_.type, request_.target);
    CMakeCrate crate{request_.type, request_.name, reference_file(request_.target), out_dir_of(unit),
                     std::move(link)};
    session_.leave_out_known(edges_, script_.package);
    if (Status saved = save_all(write_crate_script(edges_, script_, crate)); !saved) return saved;
    if (Status told = tell_ides(/*tests=*/false); !told) return told;
    const ReferencePlace place{request_.target, request_.build_directory, request_.directories, request_.type};
    return write_reference_file(disk_, place, unit, crate.link);
  }

  Status make_tests(const std::vector<const Unit*>& units) {
    if (Status prepared = prepare(*units.front()); !prepared) return prepared;
    std::vector<std::string> libraries = find_test_libraries(disk_, request_.toolchain, units.front()->triple);
    std::vector<CMakeProgram> programs;
    for (const Unit* unit : units) {
      programs.push_back(program_of(*unit));
      HostLink& link = programs.back().link;
      if (unit->is_test) link.link_files.insert(link.link_files.end(), libraries.begin(), libraries.end());
    }
    session_.leave_out_known(edges_, script_.package);
    Status saved = save_all(write_test_script(edges_, script_, programs));
    return saved ? tell_ides(/*tests=*/true) : saved;
  }

 private:
  Status prepare(const Unit& unit) {
    script_.directory = request_.build_directory;
    script_.package = unit.package.description();
    script_.sources = request_.sources;
    script_.configure_depends = request_.configure_depends;
    script_.watch_list = request_.watch_list;
    script_.watched_names = request_.watched_names;
    script_.watched_directories = request_.watched_directories;
    for (const std::string& program : {request_.toolchain.rustc, request_.toolchain.cargo, context_.executable})
      if (!program.empty()) script_.configure_depends.push_back(program);
    request_.calls.leave_out_told(script_.configure_depends);
    // Scripts of packages from elsewhere know nothing of the project's C++.
    for (const Edge& edge : edges_.edges)
      if (edge.action.kind == EdgeKind::build_script_run && edge.action.is_path_package)
        script_.header_scripts.push_back(edge.outputs.front());
    return request_.for_host ? Status() : prepare_runtime(unit);
  }

  /// What CMake's linker takes beside the crates.
  Status prepare_runtime(const Unit& unit) {
    std::string runtime = join_path(request_.build_directory, kRuntimeSource);
    if (Status saved = save(runtime, kRuntimeText); !saved) return saved;
    if (Status saved = save(join_path(request_.build_directory, kRootsSource), kRootsText); !saved) return saved;
    const bool is_unstable = request_.toolchain.is_nightly || request_.frozen_environment.has_bootstrap();
    Result<StdLibraries> libraries = find_std_libraries(
        disk_, context_.processes, request_.toolchain,
        {directory_of(runtime), runtime, unit.triple, has_static_crt(unit), is_unstable, request_.environment});
    if (!libraries) return libraries.error();
    script_.native_libraries = std::move(libraries->arguments);
    script_.link_options = link_options(unit);
    linker_.set_std(libraries->has_std, std::move(libraries->beside_std));
    linker_.set_users_bootstrap(request_.frozen_environment.has_bootstrap());
    return {};
  }

  /// What rustc would give the linker for the unit's options. `strip=debuginfo`, Cargo's default in release, isn't
  /// among that: it would take away what the project wants to know of its C++.
  std::vector<std::string> link_options(const Unit& unit) const {
    std::vector<std::string> options;
    if (codegen_value(unit, "strip") == "symbols") options.emplace_back("-Wl,--strip-all");
    if (request_.type == "bin" && has_static_crt(unit)) options.emplace_back("-static-pie");
    return options;
  }

  std::string out_dir_of(const Unit& unit) const {
    if (!unit.script_run) return {};
    for (const EnvironmentVariable& variable : graph_.units[*unit.script_run].environment)
      if (variable.name == "OUT_DIR") return variable.value;
    return {};
  }

  CMakeProgram program_of(const Unit& unit) {
    std::string kind = !unit.is_test                            ? "program"
                       : unit.target_kind == TargetKind::binary ? "bin"
                       : unit.target_kind == TargetKind::test   ? "test"
                                                                : "lib";
    CMakeProgram program{kind, unit.target_name, layout_.artifact(unit, "bin"), {}, true, {}};
    program.link = linker_.link(unit, "bin", request_.target + "." + unit.id);
    if (!unit.is_test) return program;
    program.has_harness = std::any_of(unit.command.begin(), unit.command.end(), [](const UnitArgument& argument) {
      const auto* text = std::get_if<std::string>(&argument);
      return text != nullptr && *text == "--test";
    });
    for (const Unit& run : graph_.units)
      if (run.kind == UnitKind::test_run && &graph_.units[*run.program] == &unit)
        program.action = run.id + "." + std::string(rule_name(EdgeKind::test_run));
    return program;
  }

  Status tell_ides(bool tests) const {
    return request_.calls.ide().write(ide_list_of(request_.build_directory, request_.target, tests),
                                      tests ? request_.target : "",
                                      planned_ide_crates(disk_, graph_, request_.build_directory));
  }

  Status save(const std::string& path, std::string_view text) {
    if (Status made = disk_.make_directories(directory_of(path)); !made) return made;
    Result<bool> written = disk_.write(path, text);
    if (!written) return written.error();
    return {};
  }

  Status save_all(const Result<std::string>& script) {
    if (!script) return script.error();
    Status written = write_edges(disk_, request_.build_directory, edges_, request_.frozen_environment);
    if (written) written = write_memory_limit_file(disk_, request_.build_directory, request_.memory);
    return written ? save(request_.output, *script) : written;
  }

  const CommandContext& context_;
  Disk& disk_;
  const CMakeScriptRequest& request_;
  const CrateGraph& graph_;
  EdgeGraph& edges_;
  Layout layout_;
  HostLinker linker_;
  SessionEdges& session_;
  CMakeScript script_;
};

}  // namespace

Status write_cmake_script(const CommandContext& context, const CMakeScriptRequest& request, const CrateGraph& graph,
                          const Unit& unit, EdgeGraph& edges) {
  return ScriptMaker(context, request, graph, edges).make_crate(unit);
}

Status write_cmake_test_script(const CommandContext& context, const CMakeScriptRequest& request,
                               const CrateGraph& graph, const std::vector<const Unit*>& units, EdgeGraph& edges) {
  return ScriptMaker(context, request, graph, edges).make_tests(units);
}

}  // namespace ferrule
