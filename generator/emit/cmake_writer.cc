#include "emit/cmake_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/escape.h"
#include "base/files.h"

namespace ferrule {

namespace {

using Aliases = std::unordered_map<std::string_view, const Alias*>;

Aliases index_aliases(const EdgeGraph& graph) {
  Aliases aliases;
  for (const Alias& alias : graph.aliases) aliases.emplace(alias.name, &alias);
  return aliases;
}

/// The files behind `names`, each before those that the aliases behind it
/// lead to: the order in which a linker wants archives.
std::vector<std::string> expand(const Aliases& aliases, const std::vector<std::string>& names) {
  struct Visit {
    std::string_view name;
    bool inputs_done;
  };
  std::vector<std::string> files;
  std::unordered_set<std::string_view> seen;
  std::vector<Visit> pending;
  auto push = [&](const std::vector<std::string>& list) {
    for (const std::string& name : list) pending.push_back({name, false});
  };
  push(names);
  while (!pending.empty()) {
    Visit visit = pending.back();
    pending.pop_back();
    auto alias = aliases.find(visit.name);
    if (visit.inputs_done) {
      // An alias' own files stand before those of its inputs.
      const std::vector<std::string>& inputs = alias->second->inputs;
      for (auto input = inputs.rbegin(); input != inputs.rend(); ++input)
        if (!aliases.contains(*input) && seen.insert(*input).second) files.push_back(*input);
      continue;
    }
    if (!seen.insert(visit.name).second) continue;
    if (alias == aliases.end()) {
      files.emplace_back(visit.name);
      continue;
    }
    pending.push_back({visit.name, true});
    for (const std::string& input : alias->second->inputs)
      if (aliases.contains(input)) pending.push_back({input, false});
  }
  std::reverse(files.begin(), files.end());
  return files;
}

class Writer {
 public:
  Writer(const EdgeGraph& graph, const std::string& directory)
      : graph_(graph), directory_(directory), aliases_(index_aliases(graph)) {}

  Result<std::string> write(const CMakeCrate& crate) {
    text_ = "# Written by ferrule " FERRULE_VERSION " for add_rust_crate(). Do not edit.\n\n";
    for (const Edge& edge : graph_.edges) write_edge(edge, edge.action.package == crate.package);
    set("FERRULE_TYPE", {crate.type});
    set("FERRULE_NAME", {crate.name});
    set("FERRULE_FILE", {path(crate.file)});
    set("FERRULE_METADATA", {path(crate.metadata)});
    set("FERRULE_LINK_FILES", paths(crate.link_files));
    set("FERRULE_RUNTIME", {path(crate.runtime)});
    set("FERRULE_LINK_ARGUMENTS", {path(crate.link_arguments)});
    set("FERRULE_NATIVE_LIBRARIES", crate.native_libraries);
    set("FERRULE_REFERENCE", {path(crate.reference)});
    set("FERRULE_SOURCES", crate.sources);
    set("FERRULE_CONFIGURE_DEPENDS", crate.configure_depends);
    if (inexpressible_)
      return Error{fmt::format("CMake can't keep the path `{}` in a list", *inexpressible_), {},
                   "rename it: a path in a CMake list can't hold a semicolon"};
    return std::move(text_);
  }

 private:
  void write_edge(const Edge& edge, bool is_own) {
    std::vector<std::string> inputs = expand(aliases_, edge.inputs);
    inputs.insert(inputs.end(), edge.tools.begin(), edge.tools.end());
    inputs.push_back("actions/" + edge.action.id);
    std::string rest;
    if (!edge.action.depfile.empty()) rest += "\n  DEPFILE " + quoted(path(edge.action.depfile));
    if (is_own) rest += "\n  OWN";
    fmt::format_to(std::back_inserter(text_), "_ferrule_edge({} {} {}\n  OUTPUTS{}\n  DEPENDS{}{})\n",
                   quoted(directory_), quoted(edge.action.id),
                   quoted(fmt::format("{} {}", rule_name(edge.action.kind), edge.description)),
                   quoted_list(paths(edge.outputs)), quoted_list(paths(inputs)), rest);
  }

  void set(std::string_view variable, const std::vector<std::string>& values) {
    fmt::format_to(std::back_inserter(text_), "set({}{})\n", variable, quoted_list(values));
  }

  std::string path(const std::string& relative) const {
    return relative.empty() ? "" : join_path(directory_, relative);
  }

  std::vector<std::string> paths(const std::vector<std::string>& relative) const {
    std::vector<std::string> result;
    for (const std::string& one : relative) result.push_back(path(one));
    return result;
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

  const EdgeGraph& graph_;
  const std::string& directory_;
  Aliases aliases_;
  std::string text_;
  std::optional<std::string> inexpressible_;
};

}  // namespace

Result<std::string> write_cmake(const EdgeGraph& graph, const CMakeCrate& crate, const std::string& directory) {
  return Writer(graph, directory).write(crate);
}

std::vector<std::string> files_behind(const EdgeGraph& graph, const std::vector<std::string>& names) {
  return expand(index_aliases(graph), names);
}

}  // namespace ferrule
