// Whether what rustc, build scripts and linkers look at is declared to ninja: each is watched by strace while it
// runs.
#include <filesystem>
#include <map>

#include "accesses.h"
#include "declared.h"
#include "explained.h"
#include "harness/project.h"

namespace ferrule::test {
namespace {

namespace fs = std::filesystem;

/// A directory on the way to something declared is looked at as often as the thing itself.
bool leads_to(const std::string& directory, const std::set<std::string>& paths) {
  auto next = paths.lower_bound(directory + "/");
  return next != paths.end() && next->starts_with(directory + "/");
}

/// Below something that the edge has made itself.
bool is_own(std::string path, const std::set<std::string>& own) {
  while (path.size() > 1) {
    if (own.contains(path)) return true;
    path = fs::path(path).parent_path();
  }
  return false;
}

/// A crate's SVH is made of those below it as well (rustc's `crate_hash`), and an output is kept only with its SVH.
/// So the metadata of a dependency changes whenever that of the crates below it does.
bool is_metadata(const std::string& path) {
  return path.ends_with(".rmeta") || path.ends_with(".rlib") || path.ends_with(".so");
}

/// A program is looked for in each directory of PATH before the one that has it.
bool is_search_for_program(const Access& access, const std::string& path_variable) {
  if (access.kind != Access::Kind::absent) return false;
  const std::string directory = fs::path(access.path).parent_path();
  return (":" + path_variable + ":").find(":" + directory + ":") != std::string::npos;
}

/// In the OUT_DIR of a script whose run is an input: what is there changes by a run, and with the run's output.
bool is_in_out_dir(const std::string& path, const std::set<std::string>& inputs) {
  for (fs::path at = path; at.has_relative_path(); at = at.parent_path())
    if (at.filename() == "out" && inputs.contains(at.parent_path() / "build-script.output")) return true;
  return false;
}

std::string described(const std::string& rule, const Access& access) {
  const char* kind = access.kind == Access::Kind::list     ? "list "
                     : access.kind == Access::Kind::absent ? "absent "
                                                           : "read ";
  return kind + rule + " " + access.path;
}

class Trace : public testing::Test {
 protected:
  void SetUp() override {
    if (project_.run({"sh", "-c", "strace -y -o /dev/null true"}).status != 0)
      GTEST_SKIP() << "strace 5.5 or newer is missing (Debian's package is called `strace`), or may not trace here";
  }

  static std::string sysroot(const Project& project) {
    const std::string printed = project.run({"rustc", "--print", "sysroot"}).output;
    return printed.substr(0, printed.find('\n'));
  }

  /// Builds, and says what was looked at, undeclared and unexplained: in the words of explained.txt, with an edge
  /// that did so.
  std::map<std::string, std::string> undeclared(const Words& generate, const Words& targets) const {
    fs::create_directory(project_.path("traces"));
    EXPECT_TRUE(succeeded(project_.generate(generate)));
    Words words = strace_words(project_.path("traces/t"));
    words.insert(words.end(), {"ninja", "-C", std::string(Project::kBuild)});
    words.insert(words.end(), targets.begin(), targets.end());
    EXPECT_TRUE(succeeded(project_.run(words)));
    std::map<std::string, EdgeAccesses> traces = read_traces(project_.path("traces"), project_.path());
    EXPECT_FALSE(traces.empty());
    const std::map<std::string, DeclaredEdge> edges = declared_edges(project_);
    const ExplainedPaths explained(FERRULE_TRACE_EXPLAINED, places());
    std::map<std::string, std::string> found;
    for (const auto& [action, trace] : traces) {
      EXPECT_TRUE(edges.contains(action)) << action;
      if (!edges.contains(action)) continue;
      const DeclaredEdge& edge = edges.at(action);
      for (const Access& access : trace.accesses)
        if (!is_known(access, edge, trace) && !explained.explain(edge.rule, access))
          found.emplace(described(edge.rule, access), action);
    }
    return found;
  }

  Project project_;

 private:
  const std::string toolchain_ = sysroot(project_);

  bool is_known(const Access& access, const DeclaredEdge& edge, const EdgeAccesses& trace) const {
    if (edge.inputs.contains(access.path) || edge.outputs.contains(access.path)) return true;
    if (is_own(access.path, trace.own) || is_in_out_dir(access.path, edge.inputs)) return true;
    if (edge.upstream.contains(access.path) && is_metadata(access.path)) return true;
    // What depends on the run of a script is made again whenever that script has run: headers found through DEP_*.
    const bool follows_runs = edge.rule == "build_script_run";
    if (follows_runs && edge.upstream.contains(access.path)) return true;
    if (access.kind == Access::Kind::list) return false;
    if (follows_runs && leads_to(access.path, edge.upstream)) return true;
    return leads_to(access.path, edge.inputs) || leads_to(access.path, edge.outputs) ||
           leads_to(access.path, {toolchain_}) || leads_to(access.path, trace.own) ||
           is_search_for_program(access, project_.environment().at("PATH"));
  }

  std::string cargo_home() const {
    const Variables& variables = project_.environment();
    auto set = variables.find("CARGO_HOME");
    return set != variables.end() ? set->second : variables.at("HOME") + "/.cargo";
  }

  std::map<std::string, std::string> places() const {
    return {{"build", project_.path(Project::kBuild)},
            {"workspace", project_.path()},
            {"cargo_home", cargo_home()},
            {"toolchain", toolchain_}};
  }
};

void expect_none(const std::map<std::string, std::string>& undeclared) {
  for (const auto& [what, action] : undeclared) ADD_FAILURE() << what << "\n  by " << action;
}

TEST_F(Trace, FindsNothingInAWorkspaceOfEverything) {
  project_.copy_from(FERRULE_FUZZ_WORLD);
  expect_none(undeclared({"--manifest-path", "workspace/Cargo.toml"}, {"all", "tests", "check"}));
}

TEST_F(Trace, FindsNothingInHundredsOfUnits) {
  if (std::string(FERRULE_SLOW_TESTS) != "ON")
    GTEST_SKIP() << "it takes minutes: configure with -D FERRULE_SLOW_TESTS=ON";
  project_.copy_from(FERRULE_SAMPLES "/service");
  expect_none(undeclared({}, {"all", "tests"}));
}

TEST_F(Trace, FindsWhatAMacroReadsWithoutSayingSo) {
  project_.workspace({"macros", "app"});
  project_.write("macros/Cargo.toml", manifest("macros", "[lib]\nproc-macro = true\n"));
  project_.write("macros/src/lib.rs",
                 "extern crate proc_macro;\n"
                 "#[proc_macro]\n"
                 "pub fn secret(_: proc_macro::TokenStream) -> proc_macro::TokenStream {\n"
                 "    for entry in std::fs::read_dir(\"secrets\").unwrap() { let _ = entry; }\n"
                 "    std::fs::read_to_string(\"secrets/one.txt\").unwrap().parse().unwrap()\n"
                 "}\n");
  project_.write("secrets/one.txt", "1");
  project_.program("app", "fn main() { println!(\"{}\", macros::secret!()); }\n", depends_on({"macros"}));
  const std::string secrets = project_.path("secrets");
  Words found;
  for (const auto& [what, action] : undeclared({}, {})) found.push_back(what);
  EXPECT_EQ(found,
            (Words{"list rust_bin " + secrets, "read rust_bin " + secrets, "read rust_bin " + secrets + "/one.txt"}));
}

}  // namespace
}  // namespace ferrule::test
