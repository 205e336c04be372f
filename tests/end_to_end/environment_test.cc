// The environment: edges see that of whoever calls ninja, as Cargo's children see Cargo's, overlaid with what was
// kept when the build was generated.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "harness/cargo_twin.h"
#include "harness/project.h"

namespace ferrule::test {
namespace {

// --- Names that Cargo uses too ------------------------------------------------------------

/// Variables that somebody's shell, another build or another Cargo may leave.
Variables noise() {
  return {{"CARGO_PKG_NAME", "other"},
          {"CARGO_PKG_DESCRIPTION", "other"},
          {"CARGO_MANIFEST_DIR", "/"},
          {"CARGO_MANIFEST_PATH", "/x"},
          {"CARGO_CRATE_NAME", "other"},
          {"CARGO_PRIMARY_PACKAGE", "other"},
          {"CARGO_BIN_NAME", "other"},
          {"CARGO_BIN_EXE_app", "other"},
          {"CARGO_CFG_UNIX", "other"},
          {"CARGO_CFG_OTHER", "other"},
          {"CARGO_FEATURE_OTHER", "1"},
          {"CARGO_TARGET_TMPDIR", "other"},
          {"DEBUG", "yes"},
          {"DEP_Z_ROOT", "/nowhere"},
          {"HOST", "other"},
          {"NUM_JOBS", "77"},
          {"OPT_LEVEL", "9"},
          {"OUT_DIR", "/nowhere"},
          {"PROFILE", "other"},
          {"RUSTC_LINKER", "other"},
          {"TARGET", "other"},
          {"LC_CTYPE", "tr_TR"},
          {"RUST_LOG", "off"},
          {"SHELL", "/bin/false"},
          {"TERM", "xterm"},
          {"UNRELATED", "$(touch canary) \"`"}};
}

/// A statement for each variable, with its name in the place of NAME.
std::string for_each_name(std::string_view statement) {
  std::string text;
  for (const auto& [name, value] : noise()) {
    std::string line(statement);
    for (std::size_t at; (at = line.find("NAME")) != std::string::npos;) line.replace(at, 4, "\1");
    for (std::size_t at; (at = line.find('\1')) != std::string::npos;) line.replace(at, 1, name);
    text += line + "\n";
  }
  return text;
}

/// A program that holds what its library, its build script and it itself see of each of the variables.
void write_curious(const Project& project) {
  project.workspace({"app"});
  project.library(
      "helper", "pub fn show() {\n" + for_each_name(R"(println!("helper NAME {:?}", option_env!("NAME"));)") + "}\n");
  project.program("app",
                  "fn main() {\nhelper::show();\nprintln!(\"{}\", env!(\"FROM_SCRIPT\"));\n" +
                      for_each_name(R"(println!("app NAME {:?}", option_env!("NAME"));)") + "}\n",
                  depends_on({"helper"}));
  project.write("app/build.rs",
                "fn main() {\nlet mut seen = String::new();\nprintln!(\"cargo::rerun-if-changed=build.rs\");\n" +
                    for_each_name(R"(seen += &format!("script NAME {:?};", std::env::var("NAME"));)") +
                    "println!(\"cargo::rustc-env=FROM_SCRIPT={seen}\");\n}\n");
}

void set_all(Project& project, const Variables& variables) {
  for (const auto& [name, value] : variables) project.set(name, value);
}

TEST(Environment, VariablesWithNamesOfCargosArriveWhereCargoLetsThem) {
  Project project;
  write_curious(project);
  const Variables quiet = project.environment();
  set_all(project, noise());
  expect_same_as_cargo(project);
  const std::string bytes = project.read("build/bin/app");
  EXPECT_TRUE(says(project.run_built("app"), "helper DEBUG Some(\"yes\")"));
  EXPECT_TRUE(is_idle(project.ninja())) << "nothing has changed";
  EXPECT_TRUE(is_idle(project.ninja()));

  // They needn't have been there when the build was generated.
  project.remove("build");
  project.set_environment(quiet);
  project.set("CARGO_INCREMENTAL", "0");
  ASSERT_TRUE(succeeded(project.generate({"--pipelining", "auto"})));
  set_all(project, noise());
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(project.read("build/bin/app") == bytes);
  EXPECT_TRUE(is_idle(project.ninja()));

  // And count when they change.
  project.set("DEBUG", "no");
  Build build = project.ninja();
  EXPECT_TRUE(build.ran("app.rust_bin"));
  EXPECT_FALSE(build.ran("app.build_script_run")) << "it has Cargo's";
  EXPECT_TRUE(says(project.run_built("app"), "helper DEBUG Some(\"no\")"));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Environment, ABareOneGivesTheSameBytes) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", R"(fn main() { println!("{} {:?}", env!("SEEN"), option_env!("X_VERSION")); })");
  project.write("build.rs", R"(
      fn main() {
          println!("cargo::rerun-if-env-changed=X_DRINK");
          println!("cargo::rerun-if-env-changed=X_CAKE");
          let seen = ["X_DRINK", "X_CAKE", "PKG_CONFIG_PATH"].map(|name| std::env::var(name).ok());
          println!("cargo::rustc-env=SEEN={seen:?}");
      }
  )");
  project.set("X_DRINK", "tea");
  project.set("X_VERSION", "7");
  project.set("PKG_CONFIG_PATH", "/opt");
  expect_same_as_cargo(project);
  const std::string bytes = project.read("build/bin/app");
  EXPECT_EQ(project.run_built("app").output, "[Some(\"tea\"), None, Some(\"/opt\")] Some(\"7\")\n");
  project.set_environment({{"PATH", project.environment().at("PATH")}});
  EXPECT_TRUE(is_idle(project.ninja()));
  EXPECT_TRUE(succeeded(project.ninja({"-t", "clean"})));
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(project.read("build/bin/app") == bytes);
}

// --- What nobody has declared -----------------------------------------------------------------

/// A build script like that of an editor that fetches grammars unless it is told not to.
void write_fetcher(const Project& project, std::string_view first = "") {
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "fn main() {}");
  project.write("build.rs", "fn main() {\n" + std::string(first) + R"(
          println!("cargo::rerun-if-changed=build.rs");
          if std::env::var("X_SKIP").is_err() { panic!("there is no network"); }
      }
  )");
}

TEST(Environment, ABuildScriptSeesAVariableThatItDoesNotDeclare) {
  Project project;
  write_fetcher(project);
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(says(project.ninja(), "there is no network"));
  project.set("X_SKIP", "1");
  EXPECT_TRUE(succeeded(project.ninja()));
  project.unset("X_SKIP");
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Environment, AVariableThatAFailedScriptNamedCountsAtOnce) {
  for (const Words& closed : {Words{}, Words{"--closed-environment"}}) {
    Project project;
    write_fetcher(project, R"(println!("cargo:rerun-if-env-changed=X_SKIP");)");
    ASSERT_TRUE(succeeded(project.generate(closed)));
    EXPECT_TRUE(says(project.ninja(), "there is no network"));
    project.set("X_SKIP", "1");
    EXPECT_TRUE(succeeded(project.ninja()));
    EXPECT_TRUE(is_idle(project.ninja()));
  }
}

TEST(Environment, AVariableThatAFailedCompilationNamedCountsAtOnce) {
  for (const Words& closed : {Words{}, Words{"--closed-environment"}}) {
    Project project;
    project.workspace({"app"});
    project.library("helper", R"(pub const VERSION: &str = env!("X_VERSION");)");
    project.program("app", R"(fn main() { println!("{}", helper::VERSION); })", depends_on({"helper"}));
    ASSERT_TRUE(succeeded(project.generate(closed)));
    EXPECT_TRUE(says(project.ninja(), "environment variable `X_VERSION` not defined"));
    project.set("X_VERSION", "7");
    EXPECT_TRUE(succeeded(project.ninja()));
    EXPECT_EQ(project.run_built("app").output, "7\n");
    EXPECT_TRUE(is_idle(project.ninja()));
  }
}

TEST(Environment, AProceduralMacroSeesAVariableThatItReadsByItself) {
  Project project;
  project.workspace({"app"});
  project.library("macros", R"(
      use proc_macro::TokenStream;
      #[proc_macro]
      pub fn drink(_: TokenStream) -> TokenStream { format!("{:?}", std::env::var("X_DRINK").ok().unwrap()).parse().unwrap() }
  )",
                  "[lib]\nproc-macro = true\n");
  project.library("helper", "pub const DRINK: &str = macros::drink!();", depends_on({"macros"}));
  project.program("app", "fn main() { println!(\"{}\", helper::DRINK); }", depends_on({"helper"}));
  project.set("X_DRINK", "tea");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "tea\n");
}

// --- Tests ----------------------------------------------------------------------------------------

TEST(Environment, TestsSeeTheCallers) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/lib.rs", R"(
      /// ```
      /// assert_eq!(std::env::var("X_DATABASE").unwrap(), "db");
      /// ```
      pub fn documented() {}
      #[test]
      fn unit() { assert_eq!(std::env::var("USER").unwrap(), "somebody"); }
  )");
  project.write("tests/whole.rs", R"(
      #[test]
      fn whole() {
          std::fs::write(std::env::var("X_SEEN").unwrap(), format!("{:?}",
              ["USER", "X_DATABASE", "PKG_CONFIG_PATH", "DEBUG", "CARGO_PKG_NAME", "X_UNSET"]
                  .map(|name| std::env::var(name).ok()))).unwrap();
      }
  )");
  project.set("PKG_CONFIG_PATH", "/generated");
  ASSERT_TRUE(succeeded(project.generate()));
  set_all(project, {{"USER", "somebody"},
                    {"X_DATABASE", "db"},
                    {"PKG_CONFIG_PATH", "/callers"},
                    {"DEBUG", "yes"},
                    {"CARGO_PKG_NAME", "other"},
                    {"X_SEEN", project.path("ferrules")}});
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
  project.set("X_SEEN", project.path("cargos"));
  EXPECT_TRUE(succeeded(project.cargo({"test", "--test", "whole"})));
  EXPECT_EQ(project.read("ferrules"), project.read("cargos"));
}

// --- Secrets --------------------------------------------------------------------------------------

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
                           "AWS_SECRET_ACCESS_KEY", "SSH_AUTH_SOCK", "X_DATABASE"})
    project.set(name, "canary-4711");
  CommandResult generated = project.generate();
  ASSERT_TRUE(succeeded(generated));
  Build build = project.ninja();
  EXPECT_TRUE(succeeded(build));
  EXPECT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(never_says(generated, "canary-4711"));
  EXPECT_TRUE(never_says(build, "canary-4711"));
  EXPECT_FALSE(holds(project, "canary-4711"));
}

/// It is known again by a digest.
TEST(Environment, OfASecretThatAScriptAsksForNothingIsWritten) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "fn main() {}");
  project.write("build.rs", R"(
      fn main() {
          println!("cargo::rerun-if-env-changed=X_API_TOKEN");
          assert!(std::env::var("X_API_TOKEN").unwrap().starts_with("canary"));
      }
  )");
  project.set("X_API_TOKEN", "canary-4711");
  project.build();
  EXPECT_TRUE(is_idle(project.ninja()));
  EXPECT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(is_idle(project.ninja()));
  project.set("X_API_TOKEN", "canary-4712");
  EXPECT_TRUE(project.ninja().ran("app.build_script_run"));
  EXPECT_TRUE(is_idle(project.ninja()));
  EXPECT_FALSE(holds(project, "canary-471"));
}

// --- Asked for by name ----------------------------------------------------------------------------

/// A library and a program that ask for X_DRINK.
void write_drinkers(const Project& project) {
  project.workspace({"app"});
  project.library("helper", "pub const DRINK: Option<&str> = option_env!(\"X_DRINK\");");
  project.program("app", R"(fn main() { println!("{:?} {:?}", helper::DRINK, option_env!("X_DRINK")); })",
                  depends_on({"helper"}));
}

TEST(Environment, TheFirstBuildIsCargosAndANewValueCounts) {
  Project project;
  write_drinkers(project);
  project.set("X_DRINK", "tea");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "Some(\"tea\") Some(\"tea\")\n");
  EXPECT_TRUE(is_idle(project.ninja()));
  project.set("X_DRINK", "milk");
  Build build = project.ninja();
  EXPECT_TRUE(build.ran("helper.rust_codegen"));
  EXPECT_TRUE(never_says(build, "warning"));
  EXPECT_EQ(project.run_built("app").output, "Some(\"milk\") Some(\"milk\")\n");
  EXPECT_TRUE(is_idle(project.ninja()));
  project.set("X_OTHER", "1");
  EXPECT_TRUE(is_idle(project.ninja()));
  // An editor's ninja keeps it, also where a source has changed; generating by hand drops it.
  project.unset("X_DRINK");
  project.append("helper/src/lib.rs", "pub fn more() {}\n");
  EXPECT_TRUE(project.ninja().ran("helper.rust_codegen"));
  EXPECT_EQ(project.run_built("app").output, "Some(\"milk\") Some(\"milk\")\n");
  project.build();
  EXPECT_EQ(project.run_built("app").output, "None None\n");
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
  EXPECT_EQ(project.run_built("app").output, "Some(\"tea\")\n");
  EXPECT_TRUE(is_idle(project.ninja()));
  project.set("FAVOURITE", "coffee");
  EXPECT_TRUE(project.ninja().ran("app.build_script_run"));
  EXPECT_EQ(project.run_built("app").output, "Some(\"coffee\")\n");
  EXPECT_TRUE(is_idle(project.ninja()));
}

// --- Given values ---------------------------------------------------------------------------------

TEST(Environment, AValueThatIsGivenWinsOverTheCallers) {
  Project project;
  write_drinkers(project);
  project.set("X_DRINK", "milk");
  project.build({"--env", "X_DRINK=tea"});
  EXPECT_EQ(project.run_built("app").output, "Some(\"tea\") Some(\"tea\")\n");
  EXPECT_TRUE(is_idle(project.ninja()));
  project.build({"--env", "X_DRINK=cocoa"});
  EXPECT_EQ(project.run_built("app").output, "Some(\"cocoa\") Some(\"cocoa\")\n");
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Environment, CargosConfigurationWinsOverTheCallersWhereItSaysForce) {
  Project project;
  write_drinkers(project);
  project.write("app/tests/whole.rs", R"(
      #[test]
      fn whole() {
          let seen = ["X_DRINK", "X_CAKE"].map(|name| std::env::var(name).ok());
          std::fs::write(std::env::var("X_SEEN").unwrap(), format!("{seen:?} {:?}", option_env!("X_DRINK"))).unwrap();
      }
  )");
  project.write(".cargo/config.toml", "[env]\nX_DRINK = { value = 'tea', force = true }\n");
  ASSERT_TRUE(succeeded(project.generate()));
  project.set("X_DRINK", "milk");
  project.set("X_CAKE", "sweet");
  for (const char* user : {"ferrules", "cargos"}) {
    project.set("X_SEEN", project.path(user));
    bool is_cargo = std::string_view(user) == "cargos";
    EXPECT_TRUE(succeeded(is_cargo ? project.cargo({"test", "--test", "whole"}) : project.ninja({"test"})));
  }
  EXPECT_EQ(project.read("ferrules"), project.read("cargos"));
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Environment, TheCallersWinOverCargosConfigurationOtherwise) {
  Project project;
  write_drinkers(project);
  project.write(".cargo/config.toml", "[env]\nX_DRINK = 'tea'\n");
  ASSERT_TRUE(succeeded(project.generate()));
  // Set only now, for the first build.
  project.set("X_DRINK", "milk");
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_EQ(project.run_built("app").output, "Some(\"milk\") Some(\"milk\")\n");
  EXPECT_TRUE(is_idle(project.ninja()));
  project.set("X_DRINK", "cocoa");
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_EQ(project.run_built("app").output, "Some(\"cocoa\") Some(\"cocoa\")\n");
  EXPECT_TRUE(is_idle(project.ninja()));
  // A caller without it leaves what was built; asked for again, it is the configuration's.
  project.unset("X_DRINK");
  EXPECT_TRUE(is_idle(project.ninja()));
  project.build();
  EXPECT_EQ(project.run_built("app").output, "Some(\"tea\") Some(\"tea\")\n");
  EXPECT_TRUE(is_idle(project.ninja()));
}

// --- Closed ---------------------------------------------------------------------------------------

TEST(Environment, AClosedOneHasWhatIsKeptAndNothingElse) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", R"(fn main() { println!("{} {:?}", env!("SEEN"), option_env!("X_VERSION")); })");
  project.write("build.rs", R"(
      fn main() {
          println!("cargo::rerun-if-changed=build.rs");
          println!("cargo::rustc-env=SEEN={:?}", ["X_CAKE", "CC"].map(|name| std::env::var(name).ok()));
      }
  )");
  set_all(project, {{"X_CAKE", "sweet"}, {"CC", "gcc"}, {"X_VERSION", "7"}});
  ASSERT_TRUE(succeeded(project.generate({"--closed-environment"})));
  Build build = project.ninja();
  EXPECT_TRUE(says(build, "asks for the environment variable `X_VERSION`"));
  EXPECT_EQ(project.run_built("app").output, "[None, Some(\"gcc\")] None\n");
  EXPECT_TRUE(project.ninja().ran("app.rust_bin")) << "now it is kept";
  EXPECT_EQ(project.run_built("app").output, "[None, Some(\"gcc\")] Some(\"7\")\n");
  EXPECT_TRUE(is_idle(project.ninja()));

  project.remove("build");
  project.write("ferrule.toml", "closed-environment = true\n");
  project.build();
  EXPECT_EQ(project.run_built("app").output, "[None, Some(\"gcc\")] None\n");
  project.write("ferrule.toml", "closed-environment = false\n");
  EXPECT_TRUE(project.ninja().regenerated());
  EXPECT_EQ(project.run_built("app").output, "[None, Some(\"gcc\")] Some(\"7\")\n");
}

}  // namespace
}  // namespace ferrule::test
