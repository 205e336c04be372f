// build.ninja makes itself again when something that Cargo reads has changed,
// and not otherwise.
#include <filesystem>
#include <map>

#include "harness/project.h"

namespace ferrule::test {
namespace {

/// A workspace of one program by glob, so that everything can still be added.
void write_growing(const Project& project) {
  project.write("Cargo.toml", "[workspace]\nresolver = \"2\"\nmembers = [\"crates/*\"]\n");
  project.write("crates/app/Cargo.toml", manifest("app", "[lints.rust]\nunexpected_cfgs = \"allow\"\n"));
  project.write("crates/app/src/main.rs", "fn main() { println!(\"{} {}\", cfg!(first), cfg!(second)); }");
}

/// What ninja builds after a change: it must be made again first, and just once.
Build regenerated(const Project& project) {
  Build build = project.ninja();
  EXPECT_TRUE(succeeded(build));
  EXPECT_TRUE(build.regenerated()) << build.output;
  EXPECT_TRUE(is_idle(project.ninja()));
  return build;
}

using Times = std::map<std::string, std::filesystem::file_time_type>;

/// All files of the build directory but those of ninja, and what is learned from its log.
Times times(const Project& project) {
  Times found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(project.path("build")))
    if (entry.is_regular_file() && !entry.path().filename().string().starts_with(".ninja") &&
        !entry.path().string().ends_with("/ferrule/times"))
      found[entry.path().string()] = entry.last_write_time();
  return found;
}

TEST(Regenerate, GeneratingTwiceRewritesNothing) {
  Project project;
  write_growing(project);
  project.build();
  Times before = times(project);
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(times(project) == before);
}

TEST(Regenerate, NotWithoutAChange) {
  Project project;
  write_growing(project);
  project.build();
  project.write("crates/app/CHANGES.md", "Nothing that Cargo reads.");
  project.write("notes/more.txt", "");
  project.set("EDITOR", "ed");
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Regenerate, ForAManifestThatChanges) {
  Project project;
  write_growing(project);
  project.build();
  project.append("crates/app/Cargo.toml", "[[bin]]\nname = \"another\"\npath = \"src/main.rs\"\n");
  EXPECT_TRUE(regenerated(project).ran("another.rust_bin"));
}

TEST(Regenerate, OnceForAManifestThatIsOnlyTouched) {
  Project project;
  write_growing(project);
  project.build();
  project.touch("crates/app/Cargo.toml");
  Build build = project.ninja();
  EXPECT_TRUE(build.edges.empty()) << build.output;
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Regenerate, ForTheWorkspacesManifest) {
  Project project;
  write_growing(project);
  project.build();
  project.append("Cargo.toml", "[profile.dev]\nopt-level = 1\n");
  EXPECT_TRUE(regenerated(project).ran("app.rust_bin"));
}

TEST(Regenerate, ForTheManifestOfAPathDependencyOutside) {
  Project project;
  project.library("outside", "pub fn f() {}");
  project.write("inside/Cargo.toml", manifest("app", "[dependencies]\noutside = { path = \"../outside\" }\n"));
  project.write("inside/src/main.rs", "fn main() { outside::f() }");
  project.build({"--manifest-path", "inside/Cargo.toml"});
  project.append("outside/Cargo.toml", "[features]\ndefault = [\"tea\"]\ntea = []\n");
  EXPECT_TRUE(regenerated(project).ran("outside.rust_codegen"));
}

TEST(Regenerate, ForTheLockFile) {
  Project project;
  write_growing(project);
  project.build();
  project.append("Cargo.lock", "\n# a comment\n");
  EXPECT_TRUE(project.ninja().regenerated());
}

TEST(Regenerate, ForANewMember) {
  Project project;
  write_growing(project);
  project.build();
  project.write("crates/newcomer/src/main.rs", "fn main() {}");
  project.write("crates/newcomer/Cargo.toml", manifest("newcomer"));
  EXPECT_TRUE(regenerated(project).ran("newcomer.rust_bin"));
  EXPECT_TRUE(succeeded(project.run_built("newcomer")));
}

TEST(Regenerate, ForAMemberThatIsGone) {
  Project project;
  write_growing(project);
  project.write("crates/short-lived/src/main.rs", "fn main() {}");
  project.write("crates/short-lived/Cargo.toml", manifest("short-lived"));
  project.build();
  project.remove("crates/short-lived");
  regenerated(project);
  EXPECT_TRUE(failed_with(1, project.ninja({"short-lived"})));
}

TEST(Regenerate, ForNewTargetsThatCargoDiscovers) {
  Project project;
  write_growing(project);
  project.build();
  project.write("crates/app/src/bin/extra.rs", "fn main() {}");
  EXPECT_TRUE(regenerated(project).ran("extra.rust_bin"));
  project.write("crates/app/build.rs", "fn main() { println!(\"cargo::rustc-cfg=second\"); }");
  EXPECT_TRUE(regenerated(project).ran("app.build_script_run"));
  EXPECT_EQ(project.run_built("app").output, "false true\n");
  project.write("crates/app/tests/check.rs", "#[test] fn check() {}");
  EXPECT_TRUE(project.ninja({"tests"}).ran("check.rust_test"));
}

TEST(Regenerate, ForCargosConfiguration) {
  Project project;
  write_growing(project);
  project.build();
  project.write(".cargo/config.toml", "[build]\nrustflags = [\"--cfg\", \"first\"]\n");  // it wasn't there before
  regenerated(project);
  EXPECT_EQ(project.run_built("app").output, "true false\n");
  project.replace(".cargo/config.toml", "first", "second");
  regenerated(project);
  EXPECT_EQ(project.run_built("app").output, "false true\n");
  project.remove(".cargo");
  regenerated(project);
  EXPECT_EQ(project.run_built("app").output, "false false\n");
}

TEST(Regenerate, ForAConfigurationFileNamedOnTheCommandLine) {
  Project project;
  write_growing(project);
  project.write("extra.toml", "[build]\nrustflags = [\"--cfg\", \"first\"]\n");
  project.build({"--config", "extra.toml"});
  project.replace("extra.toml", "first", "second");
  regenerated(project);
  EXPECT_EQ(project.run_built("app").output, "false true\n");
}

TEST(Regenerate, ForVariablesThatCargoReads) {
  Project project;
  write_growing(project);
  project.build();
  project.set("RUSTFLAGS", "--cfg first");
  regenerated(project);
  EXPECT_EQ(project.run_built("app").output, "true false\n");
  project.set("CARGO_PROFILE_DEV_DEBUG", "0");
  EXPECT_TRUE(regenerated(project).ran("app.rust_bin"));
}

/// ninja may be called from where the user's variables are not set.
TEST(Regenerate, NotForVariablesThatAreNoLongerSet) {
  Project project;
  write_growing(project);
  project.set("RUSTFLAGS", "--cfg first");
  project.build();
  project.unset("RUSTFLAGS");
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Regenerate, ForAToolchainFile) {
  Project project;
  write_growing(project);
  if (!project.run({"rustup", "--version"}).says("rustup")) GTEST_SKIP() << "there is no rustup to read it";
  project.build();
  project.write("rust-toolchain.toml", "[toolchain]\nchannel = \"no-such-toolchain\"\n");
  Build build = project.ninja();
  EXPECT_TRUE(failed_with(1, build));
  EXPECT_TRUE(says(build, "no-such-toolchain"));
  project.remove("rust-toolchain.toml");
  EXPECT_TRUE(succeeded(project.ninja()));
}

/// rustc as a script, so that it can change.
TEST(Regenerate, ForAnotherCompiler) {
  Project project;
  write_growing(project);
  project.write_program("my-rustc", "exec rustc \"$@\"\n");
  project.set("RUSTC", project.path("my-rustc"));
  project.build();
  project.write_program("my-rustc", "# updated\nexec rustc \"$@\"\n");
  EXPECT_TRUE(regenerated(project).ran("app.rust_bin"));
}

TEST(Regenerate, FailsInCargosWordsAndLeavesEverythingAsItWas) {
  Project project;
  write_growing(project);
  project.build();
  const std::string manifest_text = project.read("crates/app/Cargo.toml"),
                    ninja_text = project.read("build/build.ninja");
  project.write("crates/app/Cargo.toml", "[package\n");
  Build build = project.ninja();
  EXPECT_TRUE(failed_with(1, build));
  EXPECT_TRUE(says(build, "unclosed table, expected `]`"));
  EXPECT_EQ(project.read("build/build.ninja"), ninja_text);
  project.write("crates/app/Cargo.toml", manifest_text);
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Regenerate, WorksWithoutTheCallersEnvironment) {
  Project project;
  write_growing(project);
  project.build();
  const std::string path = project.environment().at("PATH");
  project.set_environment({{"PATH", path}});
  project.append("crates/app/Cargo.toml", "[[bin]]\nname = \"another\"\npath = \"src/main.rs\"\n");
  EXPECT_TRUE(regenerated(project).ran("another.rust_bin"));
}

TEST(Regenerate, ForChangedFilesOnlyIfWatchingIsSwitchedOff) {
  Project project;
  write_growing(project);
  project.build({"--no-watch"});
  Build build = project.ninja();
  EXPECT_TRUE(says(build, "ninja: no work to do."));
  EXPECT_TRUE(never_says(build, "watch"));
  project.append("crates/app/Cargo.toml", "[[bin]]\nname = \"another\"\npath = \"src/main.rs\"\n");
  EXPECT_TRUE(project.ninja().ran("another.rust_bin"));
}

}  // namespace
}  // namespace ferrule::test
