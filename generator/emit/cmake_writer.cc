#include "emit/cmake_writer.h"

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <string_view>

#include "base/escape.h"
#include "base/files.h"
#include "base/strings.h"
#include "graph/alias_index.h"

namespace ferrule {

namespace {

constexpr std::string_view kHead = "# Written by ferrule " FERRULE_VERSION " for CMake. Do not edit.\n\n";

/// Text with quoted words in it.
class Text {
 public:
  void set(std::string_view variable, const std::vector<std::string>& values) {
    fmt::format_to(std::back_inserter(text_), "set({}{})\n", variable, quoted_list(values));
  }

  std::string quoted_list(const std::vector<std::string>& values) {
    std::string result;
    for (const std::string& value : values) result += " " + quoted(value);
    return result;
  }

  std::string quoted(const std::string& value) {
    if (!can_express(value, Grammar::cmake_argument)) inexpressible_ = value;
    return escape(value, Grammar::cmake_argument);
  }

  Result<std::string> text() const {
    if (inexpressible_)
      return Error{fmt::format("CMake can't keep the path `{}` in a list", *inexpressible_),
                   {},
                   "rename it: a path in a CMake list can't contain a semicolon"};
    return text_;
  }

 protected:
  std::string text_ = std::string(kHead);

 private:
  std::optional<std::string> inexpressible_;
};

class Writer : public Text {
 public:
  Writer(const EdgeGraph& graph, const CMakeScript& script) : script_(script), aliases_(graph) {
    // Callers that only query the crate skip its edges.
    text_ += "if(NOT edges_stand_elsewhere)\n";
    for (const Edge& edge : graph.edges) write_edge(edge);
    text_ += "endif()\n";
    set("FERRULE_NATIVE_LIBRARIES", script.native_libraries);
    set("FERRULE_LINK_OPTIONS", script.link_options);
    set("FERRULE_HEADER_SCRIPTS", paths(script.header_scripts));
    set("FERRULE_SOURCES", script.sources);
    set("FERRULE_CONFIGURE_DEPENDS", script.configure_depends);
    if (script.watch_list.empty()) return;
    set("FERRULE_WATCH_LIST", {script.watch_list});
    set("FERRULE_WATCH_GLOBS", watch_globs(script));
  }

  void write_crate(const CMakeCrate& crate) {
    set("FERRULE_TYPE", {crate.type});
    set("FERRULE_NAME", {crate.name});
    set("FERRULE_REFERENCE", {path(crate.reference)});
    set("FERRULE_OUT_DIR", crate.out_dir.empty() ? std::vector<std::string>() : std::vector{crate.out_dir});
    for (const auto& [name, values] : link_values(crate.link)) set("FERRULE_" + name, values);
  }

  void write_program(const CMakeProgram& program) {
    fmt::format_to(std::back_inserter(text_), "_ferrule_program({} {}", program.kind, quoted(program.name));
    text_ += "\n  PROGRAM " + quoted(path(program.file));
    if (!program.action.empty()) text_ += "\n  ACTION " + quoted(program.action);
    if (!program.has_harness) text_ += "\n  NO_HARNESS";
    for (const auto& [name, values] : link_values(program.link))
      if (!values.empty()) text_ += "\n  " + name + quoted_list(values);
    text_ += ")\n";
  }

 private:
  using NamedValues = std::vector<std::pair<std::string, std::vector<std::string>>>;

  NamedValues link_values(const HostLink& link) const {
    return {{"FILE", paths({link.file})},
            {"METADATA", paths({link.metadata})},
            {"LINK_FILES", paths(link.link_files)},
            {"ROOTS", paths({link.roots})},
            {"EXPORTS", paths({link.exports})},
            {"RUNTIME", paths({link.runtime})},
            {"LINK_ARGUMENTS", paths({link.link_arguments})},
            {"DRIVER_ARGUMENTS", paths({link.driver_arguments})}};
  }

  /// Runs of tests are CTest's business.
  static bool is_wanted(const Edge& edge) { return !traits_of(edge.action.kind).runs_tests; }

  void write_edge(const Edge& edge) {
    if (!is_wanted(edge)) return;
    std::vector<std::string> inputs = aliases_.files_behind(edge.inputs);
    inputs.insert(inputs.end(), edge.tools.begin(), edge.tools.end());
    inputs.push_back("actions/" + edge.action.id);
    std::string rest;
    if (!edge.action.depfile.empty()) rest += "\n  DEPFILE " + quoted(path(edge.action.depfile));
    if (edge.action.package == script_.package) rest += "\n  OWN";
    if (makes_runtime(edge)) rest += "\n  RUNTIME";
    fmt::format_to(std::back_inserter(text_), "_ferrule_edge({} {} {} {}\n  OUTPUTS{}\n  DEPENDS{}{})\n",
                   quoted(script_.directory), quoted(edge.action.id),
                   hex(digest(write_action(edge.action, script_.directory))),
                   quoted(fmt::format("{} {}", rule_name(edge.action.kind), edge.description)),
                   quoted_list(paths(edge.outputs)), quoted_list(paths(inputs)), rest);
  }

  /// A path as a pattern that only it matches.
  static std::string pattern(const std::string& path) {
    std::string result;
    for (char letter : path)
      result +=
          letter == '[' || letter == '*' || letter == '?' ? std::string("[") + letter + "]" : std::string(1, letter);
    return result;
  }

  static std::vector<std::string> watch_globs(const CMakeScript& script) {
    std::vector<std::string> globs;
    for (const std::string& name : script.watched_names) globs.push_back(pattern(name));
    for (const std::string& directory : script.watched_directories) {
      globs.push_back(pattern(directory) + "/*.rs");
      globs.push_back(pattern(directory) + "/*/main.rs");
    }
    return globs;
  }

  std::string path(const std::string& relative) const { return join_path(script_.directory, relative); }

  /// Those that are there, absolute.
  std::vector<std::string> paths(const std::vector<std::string>& relative) const {
    std::vector<std::string> result;
    for (const std::string& one : relative)
      if (!one.empty()) result.push_back(path(one));
    return result;
  }

  const CMakeScript& script_;
  AliasIndex aliases_;
};

class WorkspaceWriter : public Text {
 public:
  explicit WorkspaceWriter(const CMakeWorkspace& workspace) {
    set("FERRULE_WORKSPACE_ROOT", {workspace.root});
    set("FERRULE_RUSTC_VERSION", {workspace.rustc_version});
    set("FERRULE_HOST_TRIPLE", {workspace.host_triple});
    for (const CMakePackage& package : workspace.packages)
      fmt::format_to(std::back_inserter(text_), "_ferrule_package({} {} {} {} LIBRARY{} BINARIES{})\n",
                     quoted(package.manifest_path), quoted(package.name), quoted(package.version),
                     quoted(package.source), quoted_list(package.library_types), quoted_list(package.binaries));
  }
};

}  // namespace

Result<std::string> write_workspace_script(const CMakeWorkspace& workspace) {
  return WorkspaceWriter(workspace).text();
}

Result<std::string> write_crate_script(const EdgeGraph& graph, const CMakeScript& script, const CMakeCrate& crate) {
  Writer writer(graph, script);
  writer.write_crate(crate);
  return writer.text();
}

Result<std::string> write_test_script(const EdgeGraph& graph, const CMakeScript& script,
                                      const std::vector<CMakeProgram>& programs) {
  Writer writer(graph, script);
  for (const CMakeProgram& program : programs) writer.write_program(program);
  return writer.text();
}

}  // namespace ferrule
