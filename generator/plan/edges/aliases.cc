#include "plan/edges/aliases.h"

#include <algorithm>
#include <map>
#include <set>

namespace ferrule {

namespace {

/// Names that mean something else in any build directory.
const std::set<std::string_view>& reserved_names() {
  static const std::set<std::string_view> names = {
      "all",         "tests",       "test",    "check", "actions",  "meta",    "rlib",    "proc_macro",
      "bin",         "lib",         "deps",    "link",  "debug",    "release", "ferrule", "tmp",
      "incremental", "build.ninja", "default", "clean", "unlinked", "clippy",  "nextest", "doc"};
  return names;
}

constexpr const char* kBenchAlias = "bench";

/// The files that Cargo would leave for the unit: for a library the full rlib.
std::vector<std::string> products(const Unit& unit, const Layout& layout) {
  std::vector<std::string> paths;
  if (unit.is_test) paths.push_back(layout.artifact(unit, "bin"));
  for (const std::string& type : unit.crate_types) paths.push_back(layout.artifact(unit, type));
  return paths;
}

class AliasMaker {
 public:
  AliasMaker(const CrateGraph& graph, const Layout& layout)
      : layout_(layout), has_documentation_(graph.has_documentation) {
    for (const Unit& unit : graph.units) add(unit);
  }

  void write(EdgeGraph& edges) {
    for (const Edge& edge : edges.edges) {
      EdgeKind kind = edge.action.kind;
      if (kind == EdgeKind::bench_run) bench_runs_.insert(edge.outputs.begin(), edge.outputs.end());
      else if (traits_of(kind).runs_tests) runs_.insert(edge.outputs.begin(), edge.outputs.end());
      if (kind == EdgeKind::check && !is_for_documentation(edge))
        checks_.insert(edge.outputs.begin(), edge.outputs.end());
      if (kind == EdgeKind::clippy) lints_.insert(edge.outputs.begin(), edge.outputs.end());
    }
    append(edges, "all", all_);
    append(edges, "tests", tests_);
    // `cargo test` builds more than it runs, and fails where that does: examples, for one.
    if (!tests_.empty()) runs_.insert("tests");
    append(edges, "test", runs_);
    if (!bench_runs_.empty()) {
      append(edges, std::string(kBenchesAlias), all_);
      append(edges, kBenchAlias, bench_runs_);
    }
    append(edges, "check", checks_);
    if (!lints_.empty()) append(edges, "clippy", lints_);
    if (has_documentation_) append(edges, "doc", pages_);
    for (const auto& [name, versions] : packages_)
      for (const auto& [version, paths] : versions) {
        bool plain = versions.size() == 1 && !is_taken(name);
        append(edges, plain ? name : name + "@" + version, paths);
      }
    edges.defaults = {"all"};
  }

 private:
  bool is_for_documentation(const Edge& check) const { return read_by_rustdoc_.contains(check.outputs.front()); }

  void add(const Unit& unit) {
    if (unit.kind == UnitKind::check) read_by_rustdoc_.insert(layout_.check(unit));
    if (unit.kind == UnitKind::documentation) pages_.insert(unit.page);
    if (unit.kind == UnitKind::build_script_run && unit.in_build) all_.insert(layout_.script_output(unit));
    if (unit.kind != UnitKind::compile || unit.target_kind == TargetKind::build_script) return;
    std::vector<std::string> paths = products(unit, layout_);
    if (unit.in_build) all_.insert(paths.begin(), paths.end());
    if (unit.in_tests) tests_.insert(paths.begin(), paths.end());
    if (!unit.is_test) packages_[unit.package.name][unit.package.version].insert(paths.begin(), paths.end());
  }

  bool is_taken(const std::string& name) const {
    return reserved_names().contains(name) ||
           (!bench_runs_.empty() && (name == kBenchAlias || name == kBenchesAlias));
  }

  static void append(EdgeGraph& edges, const std::string& name, const std::set<std::string>& paths) {
    edges.aliases.push_back({name, {paths.begin(), paths.end()}});
  }

  const Layout& layout_;
  bool has_documentation_;
  std::set<std::string> all_, tests_, runs_, bench_runs_, checks_, lints_, pages_;
  std::set<std::string> read_by_rustdoc_;
  std::map<std::string, std::map<std::string, std::set<std::string>>> packages_;
};

}  // namespace

std::string link_alias(const Unit& unit) { return "link/" + unit.id; }

void add_user_aliases(const CrateGraph& graph, const Layout& layout, EdgeGraph& edges) {
  AliasMaker(graph, layout).write(edges);
}

}  // namespace ferrule
