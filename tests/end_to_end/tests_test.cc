// The targets `tests` and `test`: what `cargo test` builds and runs.
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// A Rust statement that leaves a file, to show that it has run.
std::string leaving(const Project& project, std::string_view name) {
  return "std::fs::write(r#\"" + project.path(name) + "\"#, \"\").unwrap();";
}

TEST(Tests, UnitIntegrationAndDocumentationTestsRun) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/lib.rs", "/// ```\n/// " + leaving(project, "doc") +
                                  "\n/// assert_eq!(app::one(), 1);\n/// ```\n" +
                                  "pub fn one() -> u32 { 1 }\n#[cfg(test)] mod tests { #[test] fn unit() { " +
                                  leaving(project, "unit") + " } }\n");
  project.write("tests/whole.rs",
                "#[test] fn integration() { assert_eq!(app::one(), 1); " + leaving(project, "integration") + " }");
  project.build();
  for (std::string_view name : {"unit", "integration", "doc"}) EXPECT_FALSE(project.exists(name)) << name;
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
  for (std::string_view name : {"unit", "integration", "doc"}) EXPECT_TRUE(project.exists(name)) << name;
}

TEST(Tests, AreBuiltWithoutBeingRun) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/lib.rs", "#[test] fn unit() { " + leaving(project, "ran") + " }");
  EXPECT_FALSE(project.build().ran("app.rust_test"));
  EXPECT_TRUE(ran_exactly(project.ninja({"tests"}), {"app.rust_test"}));
  EXPECT_TRUE(is_idle(project.ninja({"tests"})));
  EXPECT_FALSE(project.exists("ran"));
}

TEST(Tests, RunEachTimeTheyAreAskedFor) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "fn main() {}\n#[test] fn unit() {}");
  project.build();
  EXPECT_TRUE(ran_exactly(project.ninja({"test"}), {"app.rust_test", "app.rust_test_run"}));
  EXPECT_TRUE(ran_exactly(project.ninja({"test"}), {"app.rust_test_run"}));
}

TEST(Tests, FailureIsShownWithTheOutputOfTheTest) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/lib.rs", "#[test] fn sums() { assert_eq!(1 + 1, 3, \"arithmetic is broken\"); }");
  project.build();
  Build tests = project.ninja({"test"});
  EXPECT_TRUE(failed_with(1, tests));
  EXPECT_TRUE(says_once(tests, "arithmetic is broken"));
  EXPECT_TRUE(says_once(tests, "error: test failed: `app v0.1.0 ("));
}

TEST(Tests, DocumentationTestsSeeDependenciesFeaturesAndFail) {
  Project project;
  project.workspace({"app"});
  project.library("helper", "pub fn two() -> u32 { 2 }");
  project.library("app",
                  "//! ```\n//! assert_eq!(helper::two() + app::one(), 3);\n//! ```\n"
                  "#[cfg(feature = \"extra\")] pub fn one() -> u32 { 1 }\n",
                  "[features]\nextra = []\n" + depends_on({"helper"}));
  project.build({"--features", "extra"});
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
  project.replace("app/src/lib.rs", ", 3", ", 4");
  Build tests = project.ninja({"test"});
  EXPECT_TRUE(failed_with(1, tests));
  EXPECT_TRUE(says(tests, "assertion `left == right` failed"));
}

TEST(Tests, IntegrationTestRunsTheExecutablesOfItsPackage) {
  Project project;
  project.write("Cargo.toml", manifest("tool-box"));
  project.write("src/main.rs", "fn main() { println!(\"from the box\"); }");
  project.write("src/bin/saw.rs", "fn main() { println!(\"from the saw\"); }");
  project.write("tests/run.rs", R"(
      fn output(program: &str) -> String {
          String::from_utf8(std::process::Command::new(program).output().unwrap().stdout).unwrap()
      }
      #[test]
      fn executables_run() {
          assert_eq!(output(env!("CARGO_BIN_EXE_tool-box")), "from the box\n");
          assert_eq!(output(env!("CARGO_BIN_EXE_saw")), "from the saw\n");
          assert_eq!(output(&std::env::var("CARGO_BIN_EXE_saw").unwrap()), "from the saw\n");
      }
  )");
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
  EXPECT_TRUE(succeeded(project.cargo({"test"})));
}

/// `--tests` alone: Cargo compiles the test before the executable it names.
TEST(Tests, AreTheWholeBuildIfAskedFor) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "fn main() {}");
  project.write("tests/run.rs",
                "#[test] fn run() { assert!(std::path::Path::new(env!(\"CARGO_BIN_EXE_app\")).exists()); }");
  EXPECT_TRUE(project.build({"--tests"}).ran("run.rust_test"));
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
}

TEST(Tests, RunInThePackagesRootWithItsVariables) {
  Project project;
  project.workspace({"app"});
  project.library("app", "");
  project.write("app/data.txt", "some data");
  project.write("app/build.rs", R"(fn main() { println!("cargo::rustc-env=FROM_SCRIPT=yes"); })");
  project.write("app/tests/surroundings.rs", R"(
      #[test]
      fn surroundings() {
          assert_eq!(std::fs::read_to_string("data.txt").unwrap(), "some data");
          assert_eq!(std::env::var("CARGO_MANIFEST_DIR").unwrap(), std::env::current_dir().unwrap().to_str().unwrap());
          assert_eq!(std::env::var("CARGO_PKG_NAME").unwrap(), "app");
          assert_eq!(std::env::var("FROM_SCRIPT").unwrap(), "yes");
          assert_eq!(std::env::var("OUT_DIR").unwrap(), env!("OUT_DIR"));
          std::fs::write(concat!(env!("CARGO_TARGET_TMPDIR"), "/scratch"), "").unwrap();
      }
  )");
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
  EXPECT_TRUE(succeeded(project.cargo({"test"})));
}

TEST(Tests, DevDependenciesAreForTestsOnly) {
  Project project;
  project.workspace({"app"}, "exclude = [\"mocking\"]\n");
  project.library("mocking", "pub fn mock() -> u32 { 7 }");
  project.library("app", "#[test] fn mocked() { assert_eq!(mocking::mock(), 7); }",
                  depends_on({"mocking"}, "dev-dependencies"));
  EXPECT_TRUE(ran_exactly(project.build(), {"app.rust_codegen"}));
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
}

/// A library is a dependency of its own tests.
TEST(Tests, MayDependOnALibraryThatDependsOnTheTested) {
  Project project;
  project.workspace({"app"}, "exclude = [\"fixtures\"]\n");
  project.library("fixtures", "pub fn three() -> u32 { app::one() + 2 }", depends_on({"app"}));
  project.library("app", "pub fn one() -> u32 { 1 }\n#[test] fn unit() { assert_eq!(fixtures::three(), 3); }\n",
                  depends_on({"fixtures"}, "dev-dependencies"));
  project.write("app/tests/whole.rs", "#[test] fn whole() { assert_eq!(fixtures::three(), app::one() + 2); }");
  project.build();
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
}

/// `cargo test` gives the executable a feature that `cargo build` doesn't.
TEST(Tests, ExecutableOfTheTestsDoesNotReplaceTheBuildsOwn) {
  Project project;
  project.workspace({"app"});
  project.library("voice", "pub const LOUD: bool = cfg!(feature = \"loud\");", "[features]\nloud = []\n");
  project.program("app", "fn main() { println!(\"{}\", voice::LOUD); }",
                  "[dependencies]\nvoice = { path = \"../voice\" }\n"
                  "[dev-dependencies]\nvoice = { path = \"../voice\", features = [\"loud\"] }\n");
  project.write("app/tests/run.rs", R"(
      #[test]
      fn is_loud() {
          let output = std::process::Command::new(env!("CARGO_BIN_EXE_app")).output().unwrap();
          assert_eq!(output.stdout, b"true\n");
      }
  )");
  project.build();
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
  EXPECT_EQ(project.run_built("app").output, "false\n");
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Tests, OwnMainInsteadOfTheHarness) {
  Project project;
  project.write("Cargo.toml", manifest("app", "[[test]]\nname = \"plain\"\nharness = false\n"));
  project.write("src/lib.rs", "");
  project.write("tests/plain.rs", "fn main() { " + leaving(project, "ran") + " }");
  project.build();
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
  EXPECT_TRUE(project.exists("ran"));
}

TEST(Tests, OfAProcMacroFindTheCompilersLibraries) {
  Project project;
  project.write("Cargo.toml", manifest("macros", "[lib]\nproc-macro = true\n"));
  project.write("src/lib.rs", R"(
      #[proc_macro]
      pub fn nothing(_: proc_macro::TokenStream) -> proc_macro::TokenStream { Default::default() }
      #[test]
      fn unit() { assert!(!proc_macro::is_available()); }
  )");
  project.write("tests/use.rs", "macros::nothing!(); #[test] fn used() {}");
  project.replace("src/lib.rs", "assert!(!proc_macro::is_available());", "");
  project.build();
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
}

TEST(Tests, FindADylibOfTheWorkspace) {
  Project project;
  project.set("RUSTFLAGS", "-C prefer-dynamic");
  project.workspace({"app", "shared"});
  project.library("shared", "pub fn five() -> u32 { 5 }", "[lib]\ncrate-type = [\"dylib\"]\n");
  project.library("app", "#[test] fn five() { assert_eq!(shared::five(), 5); }", depends_on({"shared"}));
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
}

TEST(Tests, IncludeExamplesAsCargoTestDoes) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/lib.rs", "");
  project.write("examples/show.rs", "fn main() {}\n#[test] fn never_run() { panic!() }");
  project.build();
  EXPECT_TRUE(project.ninja({"tests"}).ran("show.rust_bin"));
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
}

TEST(Tests, BenchesAreBuiltIfAskedFor) {
  Project project;
  project.write("Cargo.toml", manifest("app", "[[bench]]\nname = \"speed\"\nharness = false\n"));
  project.write("src/lib.rs", "pub fn work() {}");
  project.write("benches/speed.rs", "fn main() { app::work(); }");
  EXPECT_TRUE(project.build({"--benches"}).ran("speed.rust_test") || project.ninja().ran("speed.rust_bin"))
      << project.read("build/build.ninja");
}

TEST(Tests, CanBeLeftOut) {
  Project project;
  project.write("Cargo.toml", manifest("app", depends_on({"absent"}, "dev-dependencies")));
  project.write("Cargo.toml", manifest("app"));
  project.write("src/lib.rs", "");
  project.write("tests/broken.rs", "this is not Rust");
  project.build({"--no-tests"});
  EXPECT_FALSE(project.read("build/build.ninja").find("broken") != std::string::npos);
}

TEST(Tests, ThatDoNotCompileDoNotDisturbTheBuild) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/lib.rs", "");
  project.write("tests/broken.rs", "this is not Rust");
  EXPECT_TRUE(succeeded(project.build()));
  Build tests = project.ninja({"tests"});
  EXPECT_TRUE(failed_with(1, tests));
  EXPECT_TRUE(says_once(tests, "error: could not compile `app` (test \"broken\")"));
}

}  // namespace
}  // namespace ferrule::test
