// The environment: builds see what was frozen when they were generated, and
// nothing that happens to be set.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "harness/project.h"

namespace ferrule::test {
namespace {

/// A program that would differ if the environment reached its compilation.
void write_curious(const Project& project) {
  project.workspace({"app"});
  project.library("helper", "pub const USER: Option<&str> = option_env!(\"CURIOUS\");");
  project.program("app", R"(
      fn main() {
          println!("{:?} {:?} {}", helper::USER, option_env!("CARGO_PKG_DESCRIPTION"), env!("FROM_SCRIPT"));
      }
  )",
                  depends_on({"helper"}));
  project.write("app/build.rs", R"(
      fn main() {
          let mut names: Vec<String> = std::env::vars().map(|(name, _)| name).collect();
          names.sort();
          println!("cargo::rerun-if-changed=build.rs");
          println!("cargo::rustc-env=FROM_SCRIPT={}", names.join(","));
      }
  )");
}

/// Variables that somebody's shell, another build or another Cargo may leave.
Variables noise() {
  return {{"CARGO_PKG_NAME", "other"},
          {"CARGO_PKG_DESCRIPTION", "other"},
          {"CARGO_MANIFEST_DIR", "/"},
          {"OUT_DIR", "/nowhere"},
          {"TARGET", "other"},
          {"HOST", "other"},
          {"PROFILE", "other"},
          {"OPT_LEVEL", "9"},
          {"DEBUG", "yes"},
          {"NUM_JOBS", "77"},
          {"CARGO_FEATURE_OTHER", "1"},
          {"DEP_Z_ROOT", "/nowhere"},
          {"CARGO_CRATE_NAME", "other"},
          {"CARGO_PRIMARY_PACKAGE", "1"},
          {"RUST_LOG", "off"},
          {"TERM", "xterm"},
          {"LC_CTYPE", "tr_TR"},
          {"SHELL", "/bin/false"},
          {"NINJA_STATUS", ""},
          {"UNRELATED", "$(touch canary) \"`"}};
}

TEST(Environment, AnEmptyOneGivesTheSameBytes) {
  Project project;
  write_curious(project);
  project.build();
  const std::string bytes = project.read("build/bin/app");
  EXPECT_TRUE(succeeded(project.ninja({"-t", "clean"})));
  project.set_environment({{"PATH", project.environment().at("PATH")}});
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(project.read("build/bin/app") == bytes);
}

TEST(Environment, ANoisyOneGivesTheSameBytesInTheBuild) {
  Project project;
  write_curious(project);
  project.build();
  const std::string bytes = project.read("build/bin/app");
  EXPECT_TRUE(succeeded(project.ninja({"-t", "clean"})));
  for (const auto& [name, value] : noise())
    if (name != "NINJA_STATUS") project.set(name, value);
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(project.read("build/bin/app") == bytes);
}

TEST(Environment, ANoisyOneGivesTheSameBuild) {
  Project project;
  write_curious(project);
  project.build();
  const std::string bytes = project.read("build/bin/app"), ninja_text = project.read("build/build.ninja");
  project.remove("build");
  for (const auto& [name, value] : noise()) project.set(name, value);
  project.unset("NINJA_STATUS");
  project.build();
  EXPECT_EQ(project.read("build/build.ninja"), ninja_text);
  EXPECT_TRUE(project.read("build/bin/app") == bytes);
}

/// Whether any file below the build directory holds `text`.
bool holds(const Project& project, const std::string& text) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(project.path("build"))) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (bytes.find(text) != std::string::npos) return true;
  }
  return false;
}

TEST(Environment, SecretsReachNoFileAndNoOutput) {
  Project project;
  write_curious(project);
  for (const char* name : {"CARGO_REGISTRY_TOKEN", "CARGO_REGISTRIES_PRIVATE_TOKEN", "GITHUB_TOKEN",
                           "AWS_SECRET_ACCESS_KEY", "CARGO_HTTP_PROXY", "SSH_AUTH_SOCK"})
    project.set(name, "canary-4711");
  project.unset("CARGO_HTTP_PROXY");
  CommandResult generated = project.generate();
  ASSERT_TRUE(succeeded(generated));
  Build build = project.ninja();
  EXPECT_TRUE(succeeded(build));
  EXPECT_TRUE(never_says(generated, "canary-4711"));
  EXPECT_TRUE(never_says(build, "canary-4711"));
  EXPECT_FALSE(holds(project, "canary-4711"));
}

TEST(Environment, ACrateSeesAVariableThatItAsksFor) {
  Project project;
  write_curious(project);
  project.set("CURIOUS", "first");
  project.build({"--env", "CURIOUS"});
  EXPECT_TRUE(says(project.run_built("app"), "Some(\"first\")"));
  project.set("CURIOUS", "second");
  Build build = project.ninja();
  EXPECT_TRUE(build.ran("helper.rust_codegen"));
  EXPECT_FALSE(build.ran("app.build_script_run"));
  EXPECT_TRUE(says(project.run_built("app"), "Some(\"second\")"));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Environment, AVariableCanBeGivenAValue) {
  Project project;
  write_curious(project);
  project.build({"--env", "CURIOUS=given"});
  EXPECT_TRUE(says(project.run_built("app"), "Some(\"given\")"));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Environment, AScriptRerunsForAVariableThatItNames) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "fn main() { println!(\"{}\", env!(\"SEEN\")); }");
  project.write("build.rs", R"(
      fn main() {
          println!("cargo::rerun-if-env-changed=FAVOURITE");
          println!("cargo::rustc-env=SEEN={:?}", std::env::var("FAVOURITE").ok());
      }
  )");
  project.set("FAVOURITE", "tea");
  project.build();
  project.ninja();  // only now is it known that the script wants to know
  EXPECT_EQ(project.run_built("app").output, "Some(\"tea\")\n");
  EXPECT_TRUE(is_idle(project.ninja()));
  project.set("FAVOURITE", "coffee");
  EXPECT_TRUE(project.ninja().ran("app.build_script_run"));
  EXPECT_EQ(project.run_built("app").output, "Some(\"coffee\")\n");
  EXPECT_TRUE(is_idle(project.ninja()));
  project.set("ANOTHER", "1");
  EXPECT_TRUE(is_idle(project.ninja()));
}

}  // namespace
}  // namespace ferrule::test
