// Packages, targets and their files may be called anything that Cargo accepts: what a thing is doesn't hang on its
// name.
#include "harness/cargo_twin.h"

namespace ferrule::test {
namespace {

/// A build script that sets MARK, and a source that says which value it has.
constexpr std::string_view kMarkingScript = R"(fn main() { println!("cargo:rustc-env=MARK=marked"); })";
constexpr std::string_view kMarkedProgram =
    R"(fn main() { println!("{}", option_env!("MARK").unwrap_or("plain")); })";
constexpr std::string_view kMarkedLibrary = R"(
    /// ```
    /// assert_eq!(build_script_tool::mark(), "plain");
    /// ```
    pub fn mark() -> &'static str { option_env!("MARK").unwrap_or("plain") }
    #[test] fn unit() {}
)";

TEST(Names, OfBuildScriptsGivenToOtherTargets) {
  Project project;
  project.workspace({"app", "build-script-tool", "build-script-build"});
  // Without a build script, and everything that can be called like one.
  project.library("build-script-tool", kMarkedLibrary, "[lib]\ncrate-type = [\"rlib\", \"cdylib\"]\n");
  for (std::string_view file : {"src/main.rs", "src/bin/build_script_main.rs", "examples/build-script-build.rs"})
    project.write("build-script-tool/" + std::string(file), kMarkedProgram);
  project.write("build-script-tool/tests/build_script_build.rs",
                "#[test] fn mark() { assert_eq!(build_script_tool::mark(), \"plain\"); }");
  // With a script that is called otherwise.
  project.program("app", kMarkedProgram,
                  "build = \"tools/make-it.rs\"\n" + depends_on({"build-script-tool", "build-script-build"}));
  project.write("app/tools/make-it.rs", kMarkingScript);
  project.write("app/src/bin/build-script-gen.rs", kMarkedProgram);
  project.write("app/src/bin/build-script-make-it.rs", kMarkedProgram);
  project.write("app/tests/build-script-make-it.rs", R"(
      #[test] fn mark() {
          assert_eq!((env!("MARK"), build_script_build::mark()), ("marked", "marked"));
          assert!(std::path::Path::new(env!("CARGO_BIN_EXE_build-script-gen")).exists());
      }
  )");
  // With one that has the name of its package.
  project.library("build-script-build", kMarkedLibrary, "[lib]\ndoctest = false\n");
  project.write("build-script-build/build.rs", kMarkingScript);

  EXPECT_EQ(expect_same_as_cargo(project).size(), 6u);
  EXPECT_EQ(project.run_built("app").output, "marked\n");
  EXPECT_EQ(project.run_built("build-script-gen").output, "marked\n");
  EXPECT_EQ(project.run_built("build_script_main").output, "plain\n");
  EXPECT_TRUE(is_idle(project.ninja()));
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
}

/// HOST and NUM_JOBS are what Cargo tells build scripts. Tests may find them in the user's environment.
TEST(Names, OfVariablesMakeNoBuildScriptOfATest) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("build.rs", kMarkingScript);
  project.write("src/lib.rs", "#[test] fn unit() { assert_eq!(env!(\"MARK\"), \"marked\"); }");
  for (const char* name : {"HOST", "TARGET", "NUM_JOBS", "PROFILE"}) project.set(name, "1");
  project.build();
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
  project.write("src/lib.rs", "#[test] fn unit() { panic!() }");
  EXPECT_TRUE(failed_with(1, project.ninja({"test"})));
}

TEST(Names, OfNinjasTargetsAndOfDirectories) {
  Project project;
  const Words names = {"all", "check", "clippy", "default", "ferrule", "link", "phony", "rlib", "test", "tests"};
  project.workspace({"all", "tests", "debug"});
  for (const char* package : {"all", "tests", "debug"}) project.program(package, kMarkedProgram);
  for (const std::string& name : names)
    if (name != "all" && name != "tests") project.write("debug/src/bin/" + name + ".rs", kMarkedProgram);
  for (const std::string& name : names) project.write("debug/tests/" + name + ".rs", "#[test] fn it() {}");
  for (const std::string& name : names) project.write("debug/examples/" + name + ".rs", kMarkedProgram);
  project.write("debug/build.rs", kMarkingScript);
  EXPECT_EQ(expect_same_as_cargo(project).size(), 11u);
  for (const std::string& name : names)
    EXPECT_EQ(project.run_built(name).output, name == "all" || name == "tests" ? "plain\n" : "marked\n") << name;
  EXPECT_TRUE(is_idle(project.ninja()));
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
  EXPECT_TRUE(succeeded(project.ninja({"check"})));
  EXPECT_TRUE(is_idle(project.ninja({"debug@0.1.0", "all@0.1.0", "tests@0.1.0"})));
}

TEST(Names, OfKeywordsAndOutsideAscii) {
  Project project;
  project.workspace({"fn", "größe"});
  project.program("fn", kMarkedProgram);
  project.library("größe", "pub fn one() -> i32 { 1 }", "[lib]\nname = \"loop_\"\n");
  project.write("größe/src/bin/größe-日本.rs", "fn main() { println!(\"{}\", loop_::one()); }");
  project.write("größe/src/bin/struct.rs", kMarkedProgram);
  project.write("größe/build.rs", kMarkingScript);
  project.write("größe/tests/größe.rs", "#[test] fn one() { assert_eq!(loop_::one(), 1); }");
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("größe-日本").output, "1\n");
  EXPECT_EQ(project.run_built("struct").output, "marked\n");
  EXPECT_TRUE(is_idle(project.ninja()));
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
}

/// Cargo builds both and keeps one, whichever is ready last.
TEST(Names, OfProgramsThatTwoPackagesShare) {
  Project project;
  project.workspace({"one", "two"});
  for (std::string name : {"one", "two"}) {
    project.package(name, "[[bin]]\nname = \"app\"\npath = \"src/main.rs\"\n");
    project.write(name + "/src/main.rs", "fn main() { println!(\"" + name + "\"); }");
    project.write(name + "/examples/show.rs", "fn main() { println!(\"" + name + "\"); }");
  }
  CommandResult generated = project.generate();
  EXPECT_TRUE(succeeded(generated));
  EXPECT_TRUE(says(generated, "output filename collision at " + project.path("build/bin/app") + " (one of them"));
  EXPECT_TRUE(never_says(generated, "recording"));
  EXPECT_TRUE(succeeded(project.ninja({"all", "tests"})));
  const std::string first = project.run_built("app").output;
  const std::string other = first == "one\n" ? "two" : "one";
  EXPECT_EQ(project.run_built(other + "@0.1.0/app").output, other + "\n");
  EXPECT_NE(first, other + "\n");
  EXPECT_TRUE(is_idle(project.ninja({"all", "tests"})));
  project.replace(other + "/src/main.rs", "println!(\"", "println!(\"new ");
  project.ninja();
  EXPECT_EQ(project.run_built(other + "@0.1.0/app").output, "new " + other + "\n");
}

}  // namespace
}  // namespace ferrule::test
