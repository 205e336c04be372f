// --split-links: what is linked is compiled in one edge and linked in another.
#include "harness/cargo_twin.h"
#include "harness/ninja_query.h"
#include "harness/project.h"

namespace ferrule::test {
namespace {

const Words kSplitLinks = {"--split-links"};

/// A program over a library and a proc macro, with a test.
void write_program(const Project& project) {
  project.workspace({"app"});
  project.macro_over_library();
  project.library("base", "pub fn two() -> u32 { macros::one!() + 1 }", depends_on({"macros"}));
  project.program("app",
                  "fn main() { println!(\"{}\", base::two()); }\n#[test]\nfn two() { assert_eq!(base::two(), 2); }",
                  depends_on({"base"}));
}

TEST(LinkEdges, CompilingWaitsForMetadataAndLinkingForCode) {
  Project project;
  write_program(project);
  project.build(kSplitLinks);
  Words compiled = targets_of_rule(project, "rust_unlinked");
  EXPECT_GE(compiled.size(), 3u);  // app, its test, macros
  for (const auto& [target, inputs] : inputs_of(project, compiled))
    for (const std::string& input : inputs)
      EXPECT_FALSE(is_full_rlib(input) || input.starts_with("link/")) << target << " reads " << input;
  EXPECT_EQ(project.run_built("app").output, "2\n");
  EXPECT_TRUE(succeeded(project.ninja({"test"})));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(LinkEdges, AProgramIsCargos) {
  Project project;
  write_program(project);
  expect_same_as_cargo(project, {}, kSplitLinks);
}

TEST(LinkEdges, WithoutPipeliningSoIsTheProcMacro) {
  Project project;
  write_program(project);
  expect_same_as_cargo(project, {}, {"--split-links", "--pipelining", "off"});
  EXPECT_TRUE(project.read(project.find("build/proc_macro", "libmacros-")) ==
              project.read("build.cargo/debug/libmacros.so"));
}

TEST(LinkEdges, AStrippedProgramIsCargos) {
  Project project;
  write_program(project);
  project.append("Cargo.toml", "[profile.release]\nstrip = true\nopt-level = 2\n");
  expect_same_as_cargo(project, {"--release"}, kSplitLinks);
}

TEST(LinkEdges, ACdylibKeepsItsSymbols) {
  Project project;
  project.workspace({"plugin"});
  project.library("util", "pub fn two() -> u32 { 2 }");
  project.library("plugin", "#[unsafe(no_mangle)]\npub extern \"C\" fn two() -> u32 { util::two() }",
                  "[lib]\ncrate-type = [\"cdylib\"]\n" + depends_on({"util"}));
  expect_same_as_cargo(project, {}, kSplitLinks);
  EXPECT_FALSE(targets_of_rule(project, "rust_unlinked").empty());
}

TEST(LinkEdges, WhatALibraryDoesInsideCallsForLinkingAlone) {
  Project project;
  write_program(project);
  project.set("CARGO_INCREMENTAL", "0");
  project.build(kSplitLinks);
  // Nothing in the library's metadata says how a private function works.
  project.write("base/src/lib.rs", "pub fn two() -> u32 { macros::one!() + 1 }\n// done\n");
  Build build = project.ninja();
  EXPECT_FALSE(build.ran("app.rust_unlinked"));
  EXPECT_EQ(project.run_built("app").output, "2\n");
  project.write("base/src/lib.rs", "pub fn two() -> u32 { macros::one!() + 8 }\n");
  EXPECT_TRUE(project.ninja().ran("app.rust_bin"));
  EXPECT_EQ(project.run_built("app").output, "9\n");
}

TEST(LinkEdges, AnEditThatChangesNoObjectDoesNotLinkAgain) {
  Project project;
  write_program(project);
  project.build(kSplitLinks);
  project.append("app/src/main.rs", "// the end\n");
  EXPECT_TRUE(ran_exactly(project.ninja(), {"app.rust_unlinked"}));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(LinkEdges, WhatTheLinkerSaysIsShownAsRustcShowsIt) {
  Project project;
  project.workspace({"app"});
  project.program("app", "unsafe extern \"C\" { fn nowhere(); }\nfn main() { unsafe { nowhere() } }");
  ASSERT_TRUE(succeeded(project.generate(kSplitLinks)));
  Build build = project.ninja();
  EXPECT_NE(build.status, 0);
  EXPECT_TRUE(build.says("error: linking with `cc` failed")) << build.output;
  EXPECT_TRUE(build.says("nowhere")) << build.output;
  EXPECT_TRUE(build.says("could not compile `app` (bin \"app\")")) << build.output;
  project.write("app/src/main.rs", "fn main() {}");
  EXPECT_TRUE(succeeded(project.ninja()));
}

TEST(LinkEdges, NativeLibrariesOfBuildScriptsAreLinked) {
  Project project;
  project.workspace({"app"});
  project.library("native", "unsafe extern \"C\" { fn seven() -> i32; }\npub fn get() -> i32 { unsafe { seven() } }");
  project.write("native/seven.c", "int seven(void) { return 7; }\n");
  // Only a library that is linked whole stands in the rlib by itself.
  project.write("native/build.rs", R"(
      use std::process::Command;
      fn main() {
          let out = std::env::var("OUT_DIR").unwrap();
          let object = format!("{out}/seven.o");
          assert!(Command::new("cc").args(["-c", "seven.c", "-o", &object]).status().unwrap().success());
          assert!(Command::new("ar").args(["crsD", &format!("{out}/libseven.a"), &object]).status().unwrap().success());
          println!("cargo::rustc-link-search=native={out}");
          println!("cargo::rustc-link-lib=static:+whole-archive=seven");
      }
  )");
  project.program("app", "fn main() { println!(\"{}\", native::get()); }", depends_on({"native"}));
  expect_same_as_cargo(project, {}, kSplitLinks);
  EXPECT_EQ(project.run_built("app").output, "7\n");
}

TEST(LinkEdges, AreAChoiceThatHolds) {
  Project project;
  write_program(project);
  project.build(kSplitLinks);
  ASSERT_TRUE(succeeded(project.generate({"--no-split-links"})));
  project.ninja();
  EXPECT_TRUE(targets_of_rule(project, "rust_unlinked").empty());
  EXPECT_EQ(project.run_built("app").output, "2\n");
}

TEST(LinkEdges, CanBeAskedForInTheWorkspacesSettings) {
  Project project;
  write_program(project);
  project.write("ferrule.toml", "split-links = true\n");
  project.build();
  EXPECT_FALSE(targets_of_rule(project, "rust_unlinked").empty());
}

}  // namespace
}  // namespace ferrule::test
