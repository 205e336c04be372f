#include "emit/ninja_writer.h"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <map>
#include <optional>

#include "base/escape.h"
#include "base/paths.h"
#include "formats/edge_list.h"
#include "formats/frozen_environment.h"
#include "graph/alias_index.h"

namespace ferrule {

namespace {

/// ninja runs test executables one at a time, as Cargo does: they may share a port or a file.
constexpr std::string_view kTestPool = "test_run";

class Writer {
 public:
  Writer(const EdgeGraph& graph, const NinjaSettings& settings)
      : graph_(graph), aliases_(graph), settings_(settings),
        edges_are_elsewhere_(!graph.edges.empty() && !graph.edges.front().directory.empty()) {}

  Result<std::string> write() {
    write_head();
    write_rules();
    write_regeneration();
    write_test_files();
    // Aliases first: before 1.12 ninja takes what is ready in the order of the file, a phony edge too, and what waits
    // for an alias waits until nothing above it is ready.
    for (const Alias& alias : graph_.aliases) write_statement({alias.name}, "phony", alias.inputs, {}, {});
    line("");
    for (const Edge& edge : graph_.edges) write_edge(edge);
    line("");
    if (!graph_.defaults.empty()) write_default();
    if (inexpressible_)
      return Error{fmt::format("ninja can't express the path `{}`", *inexpressible_),
                   {},
                   "rename it: a path in a ninja file can't contain a newline"};
    return variables_ + text_;
  }

 private:
  template <typename... Arguments>
  void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
    text_ += '\n';
  }

  void write_head() {
    variables_ =
        fmt::format("{}{}. Do not edit: run `ferrule generate` instead.\n\n", kNinjaSignature, FERRULE_VERSION);
    variables_ += "ninja_required_version = 1.8\n";
    line("launcher = {}", value(escape(settings_.launcher, Grammar::shell_word)));
    line("");
    line("pool {}", kTestPool);
    line("  depth = 1");
    line("");
  }

  void write_rules() {
    for (const EdgeTraits& edges : all_edge_traits()) {
      if (edges.verb.empty()) continue;
      line("rule {}", edges.rule);
      line("  command = {}$launcher run actions/$id", edges_are_elsewhere_ ? "cd $there && " : "");
      line("  description = {} $crate", edges.verb);
      line("  depfile = {}ferrule/depfiles/$id.d", edges_are_elsewhere_ ? "$directory/" : "");
      if (settings_.depfiles == DepfileMode::gcc) line("  deps = gcc");
      if (edges.runs_tests) line("  pool = {}", edges.has_terminal ? "console" : kTestPool);
      else line("  restat = 1");
      line("");
    }
  }

  /// Words for the shell that ninja starts.
  std::string command_line(const std::vector<std::string>& words) {
    std::string command;
    for (const std::string& word : words) command += (command.empty() ? "" : " ") + escape(word, Grammar::shell_word);
    return value(command);
  }

  /// Another list of tests comes with another list of edges, and what build scripts say with other tests.
  void write_test_files() {
    const TestFiles& tests = settings_.test_files;
    if (tests.command.empty()) return;
    line("rule nextest_files");
    line("  command = {}", command_line(tests.command));
    line("  description = NEXTEST what it is told of tests");
    line("  restat = 1");
    line("");
    write_statement(tests.files, "nextest_files", aliases_.files_behind({"tests"}), {std::string(kEdgeListFile)}, {});
    write_statement({"nextest"}, "phony", tests.files, {}, {});
    line("");
  }

  void write_regeneration() {
    const Regeneration& again = settings_.regeneration;
    if (again.command.empty()) return;
    line("rule generate");
    line("  command = {}", command_line(again.command));
    line("  description = GENERATE build.ninja");
    line("  generator = 1");
    line("  restat = 1");
    line("  pool = console");
    if (!again.depfile.empty()) line("  depfile = {}", value(again.depfile));
    line("");
    if (!again.watch_list.empty()) write_watch(again);
    std::vector<std::string> inputs = again.inputs;
    if (!again.watch_stamp.empty()) inputs.push_back(again.watch_stamp);
    write_statement({"build.ninja"}, "generate", {}, inputs, {});
    line("");
  }

  /// An edge that is always due has no form that all engines take but this: its depfile names what a later build
  /// won't find. (To Siso an edge without inputs is done when its output is there, and one that leaves its output out
  /// has failed.)
  void write_watch(const Regeneration& again) {
    line("rule watch");
    line("  command = $launcher watch {} $out $out.d", value(escape(again.watch_list, Grammar::shell_word)));
    line("  description = WATCH what Cargo reads");
    line("  depfile = $out.d");
    line("  generator = 1");  // `ninja -t clean` leaves the stamp, and nothing is generated again for it
    line("  restat = 1");
    line("");
    write_statement({again.watch_stamp}, "watch", {}, {again.watch_list}, {});
  }

  void write_edge(const Edge& edge) {
    std::vector<std::string> implicit = edge.tools;
    implicit.push_back(join_path(edge.directory, "actions/" + edge.action.id));
    std::vector<std::string> files, order_only = edge.order_only;
    // n2 takes an alias for a file, and a missing one. So an alias is only waited for: depfiles say which files it
    // was.
    for (const std::string& input : edge.inputs) (aliases_.contains(input) ? order_only : files).push_back(input);
    const std::string& own_environment = edge.action.environment_file;
    order_only.push_back(
        join_path(edge.directory, own_environment.empty() ? std::string(kFrozenEnvironmentFile) : own_environment));
    order_only.push_back(settings_.launcher);
    write_statement(edge.outputs, rule_name(edge.action.kind), files, implicit, order_only);
    line("  id = {}", value(edge.action.id));
    line("  crate = {}", value(edge.description));
    if (!edges_are_elsewhere_) return;
    line("  directory = {}", value(edge.directory));
    line("  there = {}", value(escape(edge.directory, Grammar::shell_word)));
  }

  void write_statement(const std::vector<std::string>& outputs, std::string_view rule,
                       const std::vector<std::string>& inputs, const std::vector<std::string>& implicit,
                       const std::vector<std::string>& order_only) {
    text_ += "build";
    add_paths(outputs);
    text_ += ": ";
    text_ += rule;
    add_paths(inputs);
    add_paths(implicit, " |");
    add_paths(order_only, " ||");
    text_ += '\n';
  }

  void write_default() {
    text_ += "default";
    add_paths(graph_.defaults);
    text_ += '\n';
  }

  /// Each path with a space before it, all after `separator`; nothing for none.
  void add_paths(const std::vector<std::string>& list, std::string_view separator = "") {
    if (!list.empty()) text_ += separator;
    for (const std::string& path : list) {
      text_ += ' ';
      text_ += one_path(path);
    }
  }

  std::string one_path(const std::string& path) {
    if (can_express(path, Grammar::ninja_path)) return escape(path, Grammar::ninja_path);
    // What has no escape in a path may still stand in a variable.
    std::string& variable = path_variables_[path];
    if (variable.empty()) {
      variable = fmt::format("path{}", path_variables_.size());
      variables_ += fmt::format("{} = {}\n", variable, value(path));
    }
    return "$" + variable;
  }

  std::string value(const std::string& text) {
    if (!can_express(text, Grammar::ninja_value)) inexpressible_ = text;
    return escape(text, Grammar::ninja_value);
  }

  const EdgeGraph& graph_;
  AliasIndex aliases_;
  const NinjaSettings& settings_;
  bool edges_are_elsewhere_;
  std::string variables_;  // what must stand before everything else
  std::string text_;
  std::map<std::string, std::string> path_variables_;
  std::optional<std::string> inexpressible_;
};

}  // namespace

std::string write_depfile(const std::string& output, const std::vector<std::string>& files) {
  std::string text = escape(output, Grammar::depfile_path) + ":";
  for (const std::string& file : files) text.append(" ").append(escape(file, Grammar::depfile_path));
  return text + "\n";
}

Result<std::string> write_ninja(const EdgeGraph& graph, const NinjaSettings& settings) {
  return Writer(graph, settings).write();
}

}  // namespace ferrule
