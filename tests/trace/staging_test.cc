// Whether a compile needs nothing but what is declared, and what Siso's configuration adds to that: each runs once
// more where nothing else is, in another directory and without any environment, and must make the same bytes. This is
// what an engine that sends edges to other machines asks of them.
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "declared.h"
#include "harness/project.h"

namespace ferrule::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kScriptOutput = "build-script.output";

class Staging : public testing::Test {
 protected:
  void build() {
    ASSERT_TRUE(succeeded(project_.generate({"--siso", "--split-links"})));
    const std::string file = project_.read("build/build.ninja");
    Words targets = {"all", "tests", "check"};
    if (file.find("\nbuild clippy: ") != std::string::npos) targets.emplace_back("clippy");
    ASSERT_TRUE(succeeded(project_.ninja(targets)));
    edges_ = declared_edges(project_);
    steps_ = nlohmann::json::parse(project_.read("build/ferrule/siso.json"));
  }

  void TearDown() override { fs::remove_all(elsewhere_); }

  /// The edge's inputs and those that Siso adds, alone.
  void stage(const std::string& action, const DeclaredEdge& edge, const nlohmann::json& rule) const {
    fs::remove_all(elsewhere_);
    // An engine has made the directories of what the edge makes.
    fs::create_directories(elsewhere_ + "/ferrule/depfiles");
    for (const std::string& output : edge.outputs) fs::create_directories(fs::path(staged(output)).parent_path());
    for (const auto* inputs : {&edge.inputs, &edge.order_only})
      for (const std::string& input : *inputs) {
        put(input);
        if (input.ends_with(kScriptOutput)) put_out_dir(input);
      }
    for (const std::string& input : edge.upstream)
      for (const std::string pattern : rule["indirect_inputs"]["includes"])
        if (input.ends_with(pattern.substr(1))) put(input);
    const nlohmann::json& deps = steps_["input_deps"];
    for (const std::string file_or_label : deps.value(action, nlohmann::json::array())) {
      put(built(file_or_label));
      for (const std::string file : deps.value(file_or_label, nlohmann::json::array())) put(built(file));
    }
  }

  CommandResult run(const std::string& action) const {
    return test::run({{elsewhere_ + "/ferrule/launcher", "run", action}, elsewhere_, {}});
  }

  /// Nobody may have needed it.
  static bool was_built(const DeclaredEdge& edge) {
    return std::all_of(edge.outputs.begin(), edge.outputs.end(),
                       [](const std::string& output) { return fs::exists(output); });
  }

  /// Whether it has made there what the build has made.
  bool is_as_built(const std::string& output) const {
    return fs::exists(staged(output)) && project_.read(staged(output)) == project_.read(output);
  }

  /// As Siso looks for it: the first that fits. Null where the edge stays on this machine.
  const nlohmann::json* remote_rule_for(const DeclaredEdge& edge) const {
    for (const nlohmann::json& rule : steps_["rules"]) {
      const nlohmann::json outputs = rule.value("action_outs", nlohmann::json::array());
      const bool fits = std::any_of(outputs.begin(), outputs.end(),
                                    [&](const std::string& output) { return edge.outputs.contains(built(output)); });
      if (fits || rule.value("action", "") == edge.rule) return rule.value("remote", false) ? &rule : nullptr;
    }
    return nullptr;
  }

  Project project_;
  std::map<std::string, DeclaredEdge> edges_;

 private:
  std::string built(const std::string& file) const { return project_.path("build/" + file); }
  std::string staged(const std::string& path) const { return elsewhere_ + path.substr(built("").size() - 1); }

  /// What lies elsewhere, the toolchain, is taken to be there.
  void put(const std::string& path) const {
    if (!path.starts_with(built("")) || !fs::is_regular_file(path)) return;
    fs::create_directories(fs::path(staged(path)).parent_path());
    fs::copy_file(path, staged(path), fs::copy_options::overwrite_existing);
  }

  void put_out_dir(const std::string& output) const {
    std::istringstream lines(project_.read(output));
    const std::string word = "out-dir-file ";
    for (std::string line; std::getline(lines, line);)
      if (line.starts_with(word))
        put(output.substr(0, output.size() - kScriptOutput.size()) + "out/" + line.substr(word.size()));
  }

  const std::string elsewhere_ = project_.path() + ".elsewhere";
  nlohmann::json steps_;
};

TEST_F(Staging, ACompileRunsOnNothingButItsInputs) {
  project_.copy_from(FERRULE_SAMPLES "/hello");
  build();
  std::map<std::string, int> staged;
  for (const auto& [action, edge] : edges_) {
    const nlohmann::json* rule = remote_rule_for(edge);
    if (rule == nullptr || !was_built(edge)) continue;
    ++staged[edge.rule];
    stage(action, edge, *rule);
    EXPECT_TRUE(succeeded(run(action))) << action;
    for (const std::string& output : edge.outputs) EXPECT_TRUE(is_as_built(output)) << action << ": " << output;
  }
  // The last of these reads OUT_DIR.
  for (const char* rule : {"rust_metadata", "rust_codegen", "rust_proc_macro", "rust_check", "rust_unlinked"})
    EXPECT_GT(staged[rule], 0) << rule;
}

/// The key of an action in a cache is made of its command and its inputs: they must be the same in every checkout.
TEST_F(Staging, AnActionAndWhatAScriptSaidAreTheSameInEveryCheckout) {
  Project other(Project::Place::odd);
  for (const Project* project : std::initializer_list<const Project*>{&project_, &other}) {
    project->copy_from(FERRULE_SAMPLES "/hello");
    ASSERT_TRUE(succeeded(project->generate({"--siso", "--split-links"})));
    ASSERT_TRUE(succeeded(project->ninja()));
  }
  const std::string steps = project_.read("build/ferrule/siso.json");
  EXPECT_EQ(steps, other.read("build/ferrule/siso.json"));
  const nlohmann::json deps = nlohmann::json::parse(steps)["input_deps"];
  int compared = 0;
  for (const auto& [input, more] : deps.items())
    if (input.starts_with("actions/")) {
      EXPECT_EQ(project_.read("build/" + input), other.read("build/" + input));
      ++compared;
    }
  EXPECT_GT(compared, 5);
  compared = 0;
  EXPECT_EQ(project_.read("build/ferrule/portable-environment"), other.read("build/ferrule/portable-environment"));
  for (const std::string& run : project_.list("build/debug/build"))
    if (const std::string output = "build/debug/build/" + run + "/" + std::string(kScriptOutput);
        project_.exists(output)) {
      EXPECT_EQ(project_.read(output), other.read(output));
      ++compared;
    }
  EXPECT_EQ(compared, 1);
}

}  // namespace
}  // namespace ferrule::test
