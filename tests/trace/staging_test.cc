// Whether a compile needs nothing but what is declared, and what Siso's configuration adds to that: each runs once
// more where nothing else is, at the same path, and must make the same bytes. This is what an engine that sends edges
// to other machines asks of them.
#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "declared.h"
#include "harness/project.h"

namespace ferrule::test {
namespace {

namespace fs = std::filesystem;

class Staging : public testing::Test {
 protected:
  /// Builds everything, and puts it aside.
  void build() {
    project_.set("CARGO_INCREMENTAL", "0");
    project_.build();
    const std::string file = project_.read("build/build.ninja");
    Words targets = {"all", "tests", "check"};
    if (file.find("\nbuild clippy: ") != std::string::npos) targets.emplace_back("clippy");
    ASSERT_TRUE(succeeded(project_.ninja(targets)));
    // While ninja's log still tells what was read.
    edges_ = declared_edges(project_);
    ASSERT_TRUE(succeeded(project_.generate({"--siso"})));
    rules_ = nlohmann::json::parse(project_.read("build/ferrule/siso.json"))["rules"];
    const std::string word = "\nlauncher = ";
    const std::size_t start = file.find(word) + word.size();
    launcher_ = file.substr(start, file.find('\n', start) - start);
    fs::rename(project_.path(), built_);
  }

  void TearDown() override { fs::remove_all(built_); }

  /// The edge's inputs and those that the rule adds, alone in the project's directory.
  void stage(const DeclaredEdge& edge, const nlohmann::json& rule) const {
    fs::remove_all(project_.path());
    // An engine has made the directories of what the edge makes.
    fs::create_directories(project_.path("build/ferrule/depfiles"));
    for (const std::string& output : edge.outputs) fs::create_directories(fs::path(output).parent_path());
    for (const auto* inputs : {&edge.inputs, &edge.order_only})
      for (const std::string& input : *inputs) put(input);
    for (const std::string& input : edge.upstream)
      for (const std::string pattern : rule["indirect_inputs"]["includes"])
        if (input.ends_with(pattern.substr(1))) put(input);
  }

  CommandResult run(const std::string& action) const {
    return test::run({{launcher_, "run", action}, project_.path("build"), project_.environment()});
  }

  /// Nobody may have needed it.
  bool was_built(const DeclaredEdge& edge) const {
    return std::all_of(edge.outputs.begin(), edge.outputs.end(),
                       [&](const std::string& output) { return fs::exists(aside(output)); });
  }

  /// Whether a file of the project holds what the build has made there.
  bool is_as_built(const std::string& path) const {
    return fs::exists(path) && project_.read(path) == project_.read(aside(path));
  }

  const nlohmann::json* rule_for(const DeclaredEdge& edge) const {
    for (const nlohmann::json& rule : rules_)
      if (rule["action"] == edge.rule) return &rule;
    return nullptr;
  }

  Project project_;
  std::map<std::string, DeclaredEdge> edges_;

 private:
  std::string aside(const std::string& path) const { return built_ + path.substr(project_.path().size()); }

  /// What lies elsewhere, the toolchain, is taken to be there.
  void put(const std::string& path) const {
    if (!path.starts_with(project_.path() + "/") || !fs::is_regular_file(aside(path))) return;
    fs::create_directories(fs::path(path).parent_path());
    fs::copy_file(aside(path), path, fs::copy_options::overwrite_existing);
  }

  const std::string built_ = project_.path() + ".built";
  std::string launcher_;
  nlohmann::json rules_;
};

TEST_F(Staging, ACompileRunsOnNothingButItsInputs) {
  project_.copy_from(FERRULE_SAMPLES "/hello");
  build();
  int staged = 0;
  for (const auto& [action, edge] : edges_) {
    const nlohmann::json* rule = rule_for(edge);
    if (rule == nullptr || !was_built(edge)) continue;
    ++staged;
    stage(edge, *rule);
    EXPECT_TRUE(succeeded(run(action))) << action;
    for (const std::string& output : edge.outputs) EXPECT_TRUE(is_as_built(output)) << action << ": " << output;
  }
  EXPECT_GT(staged, 5);
}

}  // namespace
}  // namespace ferrule::test
