// The same build.ninja under each engine that reads ninja files.
#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>

#include "harness/project.h"

namespace ferrule::test {
namespace {

namespace fs = std::filesystem;

class Engines : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    std::optional<std::string> program = find_program(GetParam(), {FERRULE_ENGINES}, project_.environment());
    if (!program) GTEST_SKIP() << GetParam() << " is not there: see tests/engines.sh";
    words_ = {*program};
    if (GetParam() != "siso") {
      words_.insert(words_.end(), {"-C", std::string(Project::kBuild)});
      return;
    }
    // Its command may be `siso ninja`, or have no name.
    if (project_.run({*program, "-version"}).status != 0) words_.emplace_back("ninja");
    words_.insert(words_.end(), {"-offline", "-C", std::string(Project::kBuild)});
  }

  /// base, a macro and a build script's file below app, which has a test.
  void write_sources() const {
    project_.workspace({"base", "macros", "app"});
    project_.library("base", "mod inner;\npub fn one() -> u32 { inner::ONE }");
    project_.write("base/src/inner.rs", "pub const ONE: u32 = 1;");
    project_.library("middle", "pub fn one() -> u32 { base::one() }", depends_on({"base"}));
    project_.macro_over_library();
    project_.program("app",
                     "include!(concat!(env!(\"OUT_DIR\"), \"/said.rs\"));\n"
                     "fn main() { println!(\"{} {} {SAID} {}\", middle::one(), macros::one!(), cfg!(extra)); }\n"
                     "#[test] fn passes() {}\n",
                     depends_on({"middle", "macros"}));
    project_.write("app/build.rs",
                   "fn main() {\n"
                   "    println!(\"cargo:rerun-if-changed=said.txt\");\n"
                   "    let said = std::fs::read_to_string(\"said.txt\").unwrap();\n"
                   "    let text = format!(\"const SAID: &str = {said:?};\");\n"
                   "    std::fs::write(std::env::var(\"OUT_DIR\").unwrap() + \"/said.rs\", text).unwrap();\n"
                   "}\n");
    project_.write("app/said.txt", "hello");
  }

  CommandResult generate(Words more = {}) const {
    if (GetParam() == "siso") more.emplace_back("--siso");
    return project_.generate(std::move(more));
  }

  /// The edges that the engine ran, sorted. Each leaves a file that says how much memory it took.
  Words build(const Words& targets = {}) {
    const fs::path peaks = project_.path("build/ferrule/peaks");
    fs::remove_all(peaks);
    Words words = words_;
    words.insert(words.end(), targets.begin(), targets.end());
    last_ = project_.run(words);
    EXPECT_TRUE(succeeded(last_));
    Words edges;
    if (fs::exists(peaks))
      for (const auto& entry : fs::directory_iterator(peaks))
        edges.push_back(std::regex_replace(entry.path().filename().string(), std::regex("-[0-9a-f]{16}"), ""));
    std::sort(edges.begin(), edges.end());
    return edges;
  }

  std::string said() const { return project_.run_built("app").output; }

  Project project_;
  CommandResult last_;

 private:
  Words words_;
};

TEST_P(Engines, BuildWhatIsNecessaryAndNothingElse) {
  project_.set("CARGO_INCREMENTAL", "0");
  write_sources();
  ASSERT_TRUE(succeeded(generate()));
  EXPECT_EQ(build(), (Words{"app.build_script_run", "app.rust_bin", "base.rust_codegen", "base.rust_metadata",
                            "build_script_build.rust_build_script", "digits.rust_codegen", "macros.rust_proc_macro",
                            "middle.rust_codegen"}));
  EXPECT_EQ(said(), "1 1 hello false\n");
  EXPECT_EQ(build(), Words{});
  EXPECT_EQ(build(), Words{});

  project_.write("base/src/inner.rs", "pub const ONE: u32 = 2;");
  const Words after_edit = build();
  EXPECT_TRUE(std::count(after_edit.begin(), after_edit.end(), "app.rust_bin"));
  EXPECT_FALSE(std::count(after_edit.begin(), after_edit.end(), "macros.rust_proc_macro"));
  EXPECT_EQ(said(), "2 1 hello false\n");
  EXPECT_EQ(build(), Words{});

  project_.write("app/said.txt", "goodbye");
  EXPECT_EQ(build(), (Words{"app.build_script_run", "app.rust_bin"}));
  EXPECT_EQ(said(), "2 1 goodbye false\n");
  EXPECT_EQ(build(), Words{});
}

TEST_P(Engines, LinkAgainForALibraryFarBelow) {
  project_.set("CARGO_INCREMENTAL", "0");
  write_sources();
  ASSERT_TRUE(succeeded(generate({"--pipelining", "off"})));
  build();
  // Its metadata stays, and so does all that is compiled against it.
  project_.write("base/src/inner.rs", "pub const ONE: u32 = 1;\n\n// A comment.\n");
  build();
  fs::remove(project_.path(project_.find("build/rlib", "libbase", ".rlib")));
  const Words edges = build();
  EXPECT_TRUE(std::count(edges.begin(), edges.end(), "base.rust_lib"));
  EXPECT_TRUE(std::count(edges.begin(), edges.end(), "app.rust_bin"));
  EXPECT_EQ(build(), Words{});
}

TEST_P(Engines, GenerateAgainForAVariableAndAManifest) {
  write_sources();
  ASSERT_TRUE(succeeded(generate()));
  build();
  project_.set("RUSTFLAGS", "--cfg=extra");
  EXPECT_FALSE(build().empty());
  EXPECT_EQ(said(), "1 1 hello true\n");
  EXPECT_EQ(build(), Words{});
  project_.append("app/Cargo.toml", "[[bin]]\nname = \"another\"\npath = \"src/main.rs\"\n");
  build();
  EXPECT_TRUE(project_.exists("build/bin/another"));
  EXPECT_EQ(build(), Words{});
}

TEST_P(Engines, GenerateAgainWithoutWatching) {
  write_sources();
  project_.write(".cargo/config.toml", "build.rustflags = [\"--cfg=extra\"]\n");
  ASSERT_TRUE(succeeded(generate({"--no-watch"})));
  build();
  EXPECT_EQ(said(), "1 1 hello true\n");
  EXPECT_EQ(build(), Words{});
  project_.remove(".cargo/config.toml");
  EXPECT_FALSE(build().empty());
  EXPECT_EQ(said(), "1 1 hello false\n");
  EXPECT_EQ(build(), Words{});
}

TEST_P(Engines, RunTestsEachTime) {
  write_sources();
  ASSERT_TRUE(succeeded(generate()));
  build({"tests"});
  const Words runs = {"app.rust_test_run", "base.rust_test_run", "digits.rust_test_run", "macros.rust_test_run",
                      "middle.rust_test_run"};
  build({"test"});
  Words ran = build({"test"});
  std::erase_if(ran, [](const std::string& edge) { return edge.ends_with("rust_doc_test"); });
  EXPECT_EQ(ran, runs);
  build();
  EXPECT_EQ(build(), Words{});
}

TEST_P(Engines, BearThatASourceIsGone) {
  write_sources();
  ASSERT_TRUE(succeeded(generate()));
  build();
  project_.write("base/src/lib.rs", "pub fn one() -> u32 { 3 }");
  project_.remove("base/src/inner.rs");
  EXPECT_FALSE(build().empty());
  EXPECT_EQ(said(), "3 1 hello false\n");
  EXPECT_EQ(build(), Words{});
}

INSTANTIATE_TEST_SUITE_P(Each, Engines, testing::Values("ninja", "ninja-latest", "samu", "n2", "siso"),
                         [](const auto& engine) {
                           std::string name = engine.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// --- What they ask of the file ---------------------------------------------------

struct Statement {
  Words outputs, inputs, order_only;
  std::string rule;
};

/// As ferrule writes them: one line each, no escapes in these paths.
std::vector<Statement> statements(const std::string& ninja_file) {
  std::vector<Statement> found;
  std::istringstream lines(ninja_file);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("build ")) continue;
    Statement statement;
    std::istringstream words(line.substr(6));
    enum { outputs, rule, inputs, order_only } at = outputs;
    for (std::string word; words >> word;) {
      if (at == outputs) {
        if (word.ends_with(':')) word.pop_back(), at = rule;
        statement.outputs.push_back(word);
      } else if (at == rule) {
        statement.rule = word;
        at = inputs;
      } else if (word == "||") {
        at = order_only;
      } else if (word != "|") {
        (at == inputs ? statement.inputs : statement.order_only).push_back(word);
      }
    }
    found.push_back(std::move(statement));
  }
  return found;
}

class NinjaFile : public testing::Test {
 protected:
  void SetUp() override {
    project_.workspace({"app"});
    project_.library("base", "pub fn one() -> u32 { 1 }");
    project_.macro_over_library();
    project_.program("app", "fn main() { println!(\"{} {}\", base::one(), macros::one!()); }\n#[test] fn t() {}\n",
                     depends_on({"base", "macros"}));
    project_.write("app/build.rs", "fn main() {}\n");
  }

  std::vector<Statement> read() const { return statements(project_.read("build/build.ninja")); }

  Project project_;
};

/// Siso never gets to an edge that both build.ninja and a target need if there is one below it.
TEST_F(NinjaFile, HasNoAliasOfNothingBelowAnEdge) {
  for (const Words& options : {Words{}, Words{"--no-watch"}, Words{"--siso"}}) {
    ASSERT_TRUE(succeeded(project_.generate(options)));
    std::set<std::string> leaves, used;
    for (const Statement& statement : read()) {
      if (statement.rule == "phony" && statement.inputs.empty())
        leaves.insert(statement.outputs.begin(), statement.outputs.end());
      used.insert(statement.inputs.begin(), statement.inputs.end());
      used.insert(statement.order_only.begin(), statement.order_only.end());
    }
    for (const std::string& leaf : leaves) EXPECT_FALSE(used.contains(leaf)) << leaf;
  }
}

/// n2 takes an alias among an edge's inputs for a missing file, and runs the edge each time.
TEST_F(NinjaFile, HasEdgesWaitForAliasesByOrderOnly) {
  ASSERT_TRUE(succeeded(project_.generate()));
  std::set<std::string> aliases;
  for (const Statement& statement : read())
    if (statement.rule == "phony") aliases.insert(statement.outputs.begin(), statement.outputs.end());
  EXPECT_FALSE(aliases.empty());
  for (const Statement& statement : read())
    for (const std::string& input : statement.inputs)
      EXPECT_FALSE(statement.rule != "phony" && aliases.contains(input))
          << statement.outputs.front() << ": " << input;
}

/// An edge that leaves an output out has failed, to Siso.
TEST_F(NinjaFile, SaysNothingIsMadeThatIsNot) {
  ASSERT_TRUE(succeeded(project_.generate()));
  Words made;
  for (const Statement& statement : read())
    if (statement.rule != "phony") made.insert(made.end(), statement.outputs.begin(), statement.outputs.end());
  ASSERT_TRUE(succeeded(project_.ninja(made)));
  for (const std::string& output : made) EXPECT_TRUE(project_.exists("build/" + output)) << output;
}

/// What a depfile names is made by an edge for which the other one waits.
TEST_F(NinjaFile, DeclaresWhatDepfilesName) {
  project_.build();
  EXPECT_TRUE(succeeded(project_.ninja({"-t", "missingdeps", "all"})));
}

}  // namespace
}  // namespace ferrule::test
