// Hollow rlibs: what depends on what, and that RUSTC_BOOTSTRAP, which they need,
// stays where it belongs.
#include <sstream>

#include "harness/cargo_twin.h"
#include "harness/ninja_query.h"
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// Libraries in a chain, a proc macro and a build script, under a program.
void write_chain(const Project& project) {
  project.workspace({"app"});
  project.macro_over_library();
  project.library("base", "pub fn one() -> u32 { macros::one!() }", depends_on({"macros"}));
  project.library("middle", "pub fn two() -> u32 { base::one() + env!(\"ONE\").parse::<u32>().unwrap() }",
                  depends_on({"base"}) + depends_on({"base"}, "build-dependencies"));
  project.write("middle/build.rs", R"(fn main() { println!("cargo::rustc-env=ONE={}", base::one()); })");
  project.library("top", "pub fn two() -> u32 { middle::two() }", depends_on({"middle"}));
  project.program("app", "fn main() { println!(\"{}\", top::two()); }", depends_on({"top"}));
}

Words lines_of(const std::string& text) {
  std::istringstream stream(text);
  Words lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(Pipelining, MetadataEdgesReadMetadataProcMacrosAndScriptOutputsOnly) {
  Project project;
  write_chain(project);
  project.build();
  Words targets = targets_of_rule(project, "rust_metadata");
  EXPECT_GE(targets.size(), 3u);
  for (const auto& [target, inputs] : inputs_of(project, targets)) {
    EXPECT_FALSE(inputs.empty()) << target;
    EXPECT_TRUE(target.ends_with("_meta.rlib")) << target;
    for (const std::string& input : inputs)
      EXPECT_FALSE(is_full_rlib(input) || input.starts_with("link/")) << target << " reads " << input;
  }
}

TEST(Pipelining, CodegenEdgesWaitForNoOtherCodegen) {
  Project project;
  write_chain(project);
  project.build();
  for (const auto& [target, inputs] : inputs_of(project, targets_of_rule(project, "rust_codegen")))
    for (const std::string& input : inputs)
      EXPECT_FALSE(is_full_rlib(input) || input.starts_with("link/")) << target << " reads " << input;
}

TEST(Pipelining, AChainOfLibrariesIsCargosProgram) {
  Project project;
  write_chain(project);
  expect_same_as_cargo(project);
  EXPECT_EQ(project.run_built("app").output, "2\n");
}

TEST(Pipelining, OffIsCargosProgramToo) {
  Project project;
  write_chain(project);
  expect_same_as_cargo(project, {}, {"--pipelining", "off"});
  EXPECT_TRUE(targets_of_rule(project, "rust_metadata").empty());
  EXPECT_TRUE(is_idle(project.ninja()));
  EXPECT_TRUE(project.read(project.find("build/proc_macro", "libmacros-")) ==
              project.read("build.cargo/debug/libmacros.so"));
}

/// ninja before 1.12 takes what is ready in the order of the file.
TEST(Pipelining, WhatMostHasToWaitForIsBuiltFirst) {
  Project project;
  project.workspace({"app"});
  project.library("tool", "pub fn one() -> u32 { 1 }");
  project.library("wide", "pub fn two() -> u32 { 2 }");
  project.program("app", "fn main() { println!(\"{}\", wide::two()); }",
                  depends_on({"wide"}) + depends_on({"tool"}, "build-dependencies"));
  project.write("app/build.rs", "fn main() { println!(\"{}\", tool::one()); }");
  project.generate({"--pipelining", "off"});
  EXPECT_EQ(project.ninja({"-j1"}).status, 0);
  const std::string log = project.read("build/.ninja_log");  // in the order in which edges ended
  EXPECT_LT(log.find("/build-script-build"), log.find("rlib/libwide-")) << "the build script waits for `tool` alone\n"
                                                                        << log;
}

TEST(Pipelining, OfOneCrateCanBeSwitchedOff) {
  Project project;
  write_chain(project);
  expect_same_as_cargo(project, {}, {"--no-pipelining", "middle"});
  for (const std::string& target : targets_of_rule(project, "rust_metadata"))
    EXPECT_FALSE(target.starts_with("meta/libmiddle-")) << target;
  EXPECT_TRUE(project.ninja({"-t", "clean"}).status == 0);
  Build build = project.ninja();
  EXPECT_TRUE(build.ran("middle.rust_lib"));
  EXPECT_FALSE(build.ran("middle.rust_metadata"));
}

/// A wrapper that logs each rustc call's arguments and RUSTC_BOOTSTRAP.
void log_compiles(Project& project) {
  project.write_program(
      "wrapper", "echo \"bootstrap=$RUSTC_BOOTSTRAP $*\" >> '" + project.path("compiles") + "'\nexec \"$@\"\n");
  project.set("RUSTC_WRAPPER", project.path("wrapper"));
}

TEST(Pipelining, OffUsesNothingUnstable) {
  Project project;
  write_chain(project);
  log_compiles(project);
  ASSERT_TRUE(succeeded(project.generate({"--pipelining", "off"})));
  project.remove("compiles");
  EXPECT_TRUE(succeeded(project.ninja()));
  for (const std::string& line : lines_of(project.read("compiles"))) {
    EXPECT_TRUE(line.starts_with("bootstrap= ")) << line;
    EXPECT_EQ(line.find(" -Z"), std::string::npos) << line;
  }
  for (const std::string& action : project.list("build/actions"))
    EXPECT_EQ(project.read("build/actions/" + action).find("RUSTC_BOOTSTRAP"), std::string::npos) << action;
}

TEST(Pipelining, BootstrapIsOnLibraryEdgesAndNowhereElse) {
  Project project;
  write_chain(project);
  log_compiles(project);
  ASSERT_TRUE(succeeded(project.generate()));
  project.remove("compiles");
  EXPECT_TRUE(succeeded(project.ninja()));
  for (const std::string& line : lines_of(project.read("compiles"))) {
    if (line.find(" --crate-name ") == std::string::npos) continue;  // it only asks
    bool is_library = line.find(" --crate-type lib ") != std::string::npos;
    EXPECT_EQ(line.starts_with("bootstrap=1 "), is_library) << line;
  }
}

/// Many build scripts try whether the compiler takes unstable features, and
/// then use them.
TEST(Pipelining, BuildScriptsThatProbeForUnstableFeaturesFindNone) {
  Project project;
  project.workspace({"app"});
  project.library("probing", "pub fn nightly() -> bool { cfg!(has_nightly) }",
                  "[lints.rust]\nunexpected_cfgs = \"allow\"\n");
  project.write("probing/build.rs", R"(
      use std::{env, fs, process::Command};
      fn main() {
          assert!(env::var_os("RUSTC_BOOTSTRAP").is_none());
          let out = env::var("OUT_DIR").unwrap();
          let source = format!("{out}/probe.rs");
          fs::write(&source, "#![feature(rustc_attrs)] #![allow(internal_features)]").unwrap();
          let probe = Command::new(env::var("RUSTC").unwrap())
              .args(["--edition=2021", "--crate-type=lib", "--emit=metadata", "--out-dir", &out, &source])
              .output().unwrap();
          if probe.status.success() { println!("cargo::rustc-cfg=has_nightly"); }
      }
  )");
  project.library("top", "pub use probing::nightly;", depends_on({"probing"}));
  project.program("app", "fn main() { println!(\"{}\", top::nightly()); }", depends_on({"top"}));
  expect_same_as_cargo(project);
}

/// Whether the toolchain in use lets anybody use unstable features.
bool is_nightly(const Project& project) { return project.run({"rustc", "-V"}).says("nightly"); }

TEST(Pipelining, AnUnstableFeatureIsRefusedInALibraryAsInAProgram) {
  Project project;
  if (is_nightly(project)) GTEST_SKIP() << "this compiler allows unstable features";
  project.workspace({"app", "user"});
  project.library("user", "#![feature(test)]\npub fn f() {}");
  project.program("app", "#![feature(test)]\nfn main() { user::f() }", depends_on({"user"}));
  ASSERT_TRUE(succeeded(project.generate()));
  Build build = project.ninja({"-k", "0"});
  EXPECT_TRUE(failed_with(1, build));
  EXPECT_TRUE(says(build, "error: could not compile `user` (lib)"));
  EXPECT_TRUE(failed_with(1, project.ninja({"bin/app"})));
}

TEST(Pipelining, TheUsersOwnBootstrapAllowsUnstableFeaturesEverywhere) {
  Project project;
  project.set("RUSTC_BOOTSTRAP", "1");
  project.workspace({"app"});
  project.library(
      "user", "#![feature(never_type)]\npub fn f() -> u8 { let x: Result<u8, !> = Ok(1); match x { Ok(x) => x } }");
  project.program("app", "#![feature(never_type)]\nfn main() { println!(\"{}\", user::f()); }", depends_on({"user"}));
  expect_same_as_cargo(project);
}

/// A crate whose proc macro gives something else each time.
void write_dice(const Project& project) {
  project.workspace({"app"});
  project.library("chance", R"(
      use std::{collections::hash_map::RandomState, hash::BuildHasher};
      #[proc_macro]
      pub fn roll(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
          format!("{}u64", RandomState::new().hash_one(1)).parse().unwrap()
      }
  )",
                  "[lib]\nproc-macro = true\n");
  project.library("dice", "pub fn roll() -> u64 { chance::roll!() }", depends_on({"chance"}));
  project.library("game", "pub fn play() -> u64 { dice::roll() }", depends_on({"dice"}));
  project.program("app", "fn main() { println!(\"{}\", game::play()); }", depends_on({"game"}));
}

TEST(Pipelining, ACrateThatDiffersEachTimeFailsAtItsOwnEdgeWithTheCure) {
  Project project;
  write_dice(project);
  ASSERT_TRUE(succeeded(project.generate()));
  Build build = project.ninja({"-k", "0"});
  EXPECT_TRUE(failed_with(1, build));
  EXPECT_TRUE(says_once(build, "error: `dice v0.1.0 ("));
  EXPECT_TRUE(says(build, "the macro `chance::roll!` probably produces different output each time"));
  EXPECT_TRUE(says(build, "`ferrule verify --fix dice`"));
  EXPECT_EQ(build.count("FAILED: "), 1);
  EXPECT_FALSE(build.ran("app.rust_bin"));
}

TEST(Pipelining, FusingCuresACrateThatDiffersEachTime) {
  Project project;
  write_dice(project);
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(failed_with(1, project.ninja()));
  project.build({"--no-pipelining", "dice"});
  EXPECT_TRUE(succeeded(project.run_built("app")));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Pipelining, TheCureMustNameAPackageOfTheBuild) {
  Project project;
  write_dice(project);
  CommandResult result = project.generate({"--no-pipelining", "dices"});
  EXPECT_TRUE(failed_with(1, result));
  EXPECT_TRUE(says_once(result, "no package in this build is named `dices`"));
}

}  // namespace
}  // namespace ferrule::test
