// What one sees of a build: the compiler's messages, each once.
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// A program whose library has the given source; both of the library's edges are needed.
void write_program_with(const Project& project, std::string_view library) {
  project.workspace({"app"});
  project.library("middle", library);
  project.library("top", "pub use middle::*;", depends_on({"middle"}));
  project.program("app", "fn main() { top::f(); }", depends_on({"top"}));
}

TEST(Messages, AWarningIsShownOnceThoughTheCrateIsCompiledTwice) {
  Project project;
  write_program_with(project, "pub fn f() { let unused_thing = 1; }");
  Build build = project.build();
  EXPECT_TRUE(build.ran("middle.rust_metadata") && build.ran("middle.rust_codegen"));
  EXPECT_TRUE(says_once(build, "unused variable: `unused_thing`"));
  EXPECT_TRUE(says_once(build, "warning: `middle` (lib) generated 1 warning"));
}

TEST(Messages, AWarningIsShownAgainWhenItsCrateIsCompiledAgain) {
  Project project;
  write_program_with(project, "pub fn f() { let unused_thing = 1; }");
  project.build();
  EXPECT_TRUE(never_says(project.ninja(), "unused variable"));
  project.append("middle/src/lib.rs", "pub fn g() {}\n");
  EXPECT_TRUE(says_once(project.ninja(), "unused variable: `unused_thing`"));
}

TEST(Messages, AnErrorIsShownOnceAndEndsTheBuild) {
  Project project;
  write_program_with(project, "pub fn f() -> u32 { \"text\" }");
  ASSERT_TRUE(succeeded(project.generate()));
  Build build = project.ninja();
  EXPECT_TRUE(failed_with(1, build));
  EXPECT_TRUE(says_once(build, "error[E0308]: mismatched types"));
  EXPECT_TRUE(says(build, "could not compile `middle` (lib) due to 1 previous error"));
  EXPECT_FALSE(build.ran("app.rust_bin"));
}

TEST(Messages, AnErrorIsShownOnceThoughNinjaKeepsGoing) {
  Project project;
  write_program_with(project, "pub fn f() -> u32 { \"text\" }");
  ASSERT_TRUE(succeeded(project.generate()));
  Build build = project.ninja({"-k", "0"});
  EXPECT_TRUE(build.ran("middle.rust_metadata") && build.ran("middle.rust_codegen"));
  EXPECT_TRUE(says_once(build, "error[E0308]: mismatched types"));
}

TEST(Messages, AnErrorThatOnlyCodeGenerationFindsFailsThere) {
  Project project;
  write_program_with(project,
                     "pub fn f() { g::<u8>() }\nfn g<T>() { const { assert!(std::mem::size_of::<T>() == 2) } }");
  ASSERT_TRUE(succeeded(project.generate()));
  Build build = project.ninja();
  EXPECT_TRUE(failed_with(1, build));
  EXPECT_TRUE(says(build, "evaluation panicked"));
}

TEST(Messages, RepairedSourceBuilds) {
  Project project;
  write_program_with(project, "pub fn f() -> u32 { \"text\" }");
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(failed_with(1, project.ninja()));
  project.write("middle/src/lib.rs", "pub fn f() -> u32 { 1 }");
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Messages, LintsOfTheWorkspaceCount) {
  Project project;
  project.workspace({"app"}, "[workspace.lints.rust]\nunused_variables = \"deny\"\n");
  project.program("app", "fn main() { let unused_thing = 1; }", "[lints]\nworkspace = true\n");
  ASSERT_TRUE(succeeded(project.generate()));
  Build build = project.ninja();
  EXPECT_TRUE(failed_with(1, build));
  EXPECT_TRUE(says_once(build, "error: unused variable: `unused_thing`"));
}

TEST(Messages, ALinkersComplaintIsShown) {
  Project project;
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "extern \"C\" { fn nowhere(); }\nfn main() { unsafe { nowhere() } }");
  ASSERT_TRUE(succeeded(project.generate()));
  Build build = project.ninja();
  EXPECT_TRUE(failed_with(1, build));
  EXPECT_TRUE(says(build, "error: linking with `cc` failed"));
  EXPECT_TRUE(says(build, "nowhere"));
}

TEST(Messages, CargosWarningsAboutManifestsAreShownWhenGenerating) {
  Project project;
  project.write("Cargo.toml", manifest("app", "unheard-of = 1\n"));
  project.write("src/main.rs", "fn main() {}");
  EXPECT_TRUE(says_once(project.generate(), "unused manifest key: package.unheard-of"));
}

}  // namespace
}  // namespace ferrule::test
