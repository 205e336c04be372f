// A build directory that goes back to what it had before: what is still there is up to date, as with Cargo, unless
// something has changed in between.
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// app -> middle -> base, where `app` can ask for a feature of `base`.
void write_tower(const Project& project) {
  project.workspace({"app"});
  project.library("base",
                  "pub fn drinks() -> &'static str { if cfg!(feature = \"tea\") { \"tea\" } else { \"none\" } }",
                  "[features]\ntea = []\n");
  project.library("middle", "pub fn drinks() -> &'static str { base::drinks() }", depends_on({"base"}));
  project.write("app/build.rs", "fn main() { println!(\"cargo:rerun-if-changed=build.rs\"); }");
  project.program("app", "fn main() { println!(\"{}\", middle::drinks()); }",
                  "[features]\ntea = [\"base/tea\"]\n" + depends_on({"middle", "base"}));
}

/// The edges that run when the build directory is generated with these options.
Words edges_after(const Project& project, Words options) { return project.build(std::move(options)).edges; }

/// A program's name has no hash: whoever made the file last has it. Cargo copies it from elsewhere then.
const Words kOnlyTheProgram = {"app.rust_bin"};

TEST(GoingBack, ToOtherFeatures) {
  Project project;
  write_tower(project);
  project.build();
  project.build({"-F", "tea"});
  EXPECT_EQ(project.run_built("app").output, "tea\n");
  EXPECT_EQ(edges_after(project, {}), kOnlyTheProgram);
  EXPECT_EQ(project.run_built("app").output, "none\n");
  EXPECT_EQ(edges_after(project, {"-F", "tea"}), kOnlyTheProgram);
  EXPECT_EQ(project.run_built("app").output, "tea\n");
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(GoingBack, ToAnotherProfile) {
  Project project;
  write_tower(project);
  project.build();
  project.build({"--release"});
  EXPECT_EQ(edges_after(project, {}), kOnlyTheProgram);
  EXPECT_EQ(edges_after(project, {"--release"}), kOnlyTheProgram);
}

TEST(GoingBack, ToAnotherSelection) {
  Project project;
  write_tower(project);
  project.workspace({"app", "middle", "base"});
  project.build();
  project.build({"-p", "middle"});
  EXPECT_EQ(edges_after(project, {}), Words{});
  project.build({"-p", "middle", "--no-tests"});
  EXPECT_EQ(edges_after(project, {}), Words{});
}

TEST(GoingBack, ToAnEarlierManifest) {
  Project project;
  write_tower(project);
  const std::string old = project.read("app/Cargo.toml");
  project.build();
  project.replace("app/Cargo.toml", "base = { path = \"../base\" }",
                  "base = { path = \"../base\", features = [\"tea\"] }");
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_EQ(project.run_built("app").output, "tea\n");
  project.write("app/Cargo.toml", old);
  Build back = project.ninja();
  EXPECT_TRUE(ran_exactly(back, kOnlyTheProgram));
  EXPECT_EQ(project.run_built("app").output, "none\n");
}

TEST(GoingBack, WithDepfilesAndUnderEachMode) {
  for (const Words& options :
       {Words{"--deps", "depfile"}, Words{"--pipelining", "off"}, Words{"--pipelining", "auto"}}) {
    Project project;
    write_tower(project);
    Words with_feature = options;
    with_feature.insert(with_feature.end(), {"-F", "tea"});
    project.build(options);
    project.build(with_feature);
    EXPECT_EQ(edges_after(project, options), kOnlyTheProgram) << options.back();
    EXPECT_EQ(project.run_built("app").output, "none\n");
  }
}

TEST(GoingBack, WhatHasChangedInBetweenIsMadeAgain) {
  Project project;
  write_tower(project);
  project.build();
  project.build({"-F", "tea"});
  project.replace("base/src/lib.rs", "\"none\"", "\"water\"");
  Build back = project.build();
  EXPECT_TRUE(back.ran("base.rust_codegen"));
  EXPECT_EQ(project.run_built("app").output, "water\n");
  // Also if it was noticed in between.
  project.build({"-F", "tea"});
  project.replace("middle/src/lib.rs", "base::drinks()", "\"milk\"");
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(project.build().ran("middle.rust_codegen"));
  EXPECT_EQ(project.run_built("app").output, "milk\n");
}

/// A change that no hash of Cargo's shows leaves the edge its name.
TEST(GoingBack, AnActionThatHasChangedInBetweenIsNew) {
  Project project;
  write_tower(project);
  project.write("middle/src/lib.rs", "pub fn drinks() -> &'static str { env!(\"CARGO_PKG_DESCRIPTION\") }");
  project.package("middle", "description = \"first\"\n" + depends_on({"base"}));
  project.build();
  project.replace("middle/Cargo.toml", "first", "second");
  project.build();
  EXPECT_EQ(project.run_built("app").output, "second\n");
  project.replace("middle/Cargo.toml", "second", "first");
  project.build();
  EXPECT_EQ(project.run_built("app").output, "first\n");
  // While it wasn't in the plan:
  project.build({"--release"});
  project.replace("middle/Cargo.toml", "first", "third");
  project.build({"--release"});
  EXPECT_EQ(project.run_built("app").output, "third\n");
  project.build();
  EXPECT_EQ(project.run_built("app").output, "third\n");
}

TEST(GoingBack, AVariableThatHasChangedInBetweenCounts) {
  Project project;
  write_tower(project);
  project.write("base/src/lib.rs",
                "pub fn drinks() -> &'static str { option_env!(\"X_DRINK\").unwrap_or(\"none\") }");
  project.set("X_DRINK", "tea");
  project.build({"--env", "X_DRINK"});
  project.build({"--env", "X_DRINK", "--release"});
  EXPECT_EQ(project.run_built("app").output, "tea\n");
  project.set("X_DRINK", "milk");
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_EQ(project.run_built("app").output, "milk\n");
  EXPECT_TRUE(is_idle(project.ninja()));
  project.build({"--env", "X_DRINK"});
  EXPECT_EQ(project.run_built("app").output, "milk\n");
}

TEST(GoingBack, WhatIsGoneIsMadeAgain) {
  Project project;
  write_tower(project);
  project.build();
  project.build({"-F", "tea"});
  ASSERT_TRUE(succeeded(project.ninja({"-t", "cleandead"})));
  Build back = project.build();
  EXPECT_TRUE(back.ran("base.rust_codegen") && back.ran("app.build_script_run"));
  EXPECT_EQ(project.run_built("app").output, "none\n");
  // And then nothing is kept of it.
  EXPECT_TRUE(succeeded(project.ninja({"-t", "cleandead"})));
  project.build({"--release"});
  EXPECT_TRUE(succeeded(project.ninja({"-t", "cleandead"})));
  project.build({"--release", "-F", "tea"});
  EXPECT_EQ(project.list("build/ferrule/earlier", "app.rust_bin"), Words{});
}

}  // namespace
}  // namespace ferrule::test
