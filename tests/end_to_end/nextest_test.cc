// `ferrule nextest`: the tests that Ferrule has built, listed and run by cargo-nextest. Where that isn't in PATH,
// only the files for it are looked at.
#include <algorithm>
#include <regex>

#include "harness/project.h"

namespace ferrule::test {
namespace {

bool has_nextest(const Project& project) { return project.cargo({"nextest", "--version"}).status == 0; }

/// Makes a shared library and says things that tests need when they run.
constexpr const char* kScript = R"(
fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    std::fs::write(format!("{out}/answer.rs"), "#[no_mangle] pub extern \"C\" fn answer() -> u32 { 42 }").unwrap();
    let made = std::process::Command::new(std::env::var("RUSTC").unwrap())
        .args(["--crate-type", "cdylib", "--out-dir", &out, &format!("{out}/answer.rs")]).status().unwrap();
    assert!(made.success());
    println!("cargo::rustc-link-search=native={out}");
    println!("cargo::rustc-link-lib=dylib=answer");
    println!("cargo::rustc-env=FROM_SCRIPT=said");
    println!("cargo::rerun-if-changed=build.rs");
}
)";

constexpr const char* kSmoke = R"(
extern "C" { fn answer() -> u32; }
#[test] fn links() { assert_eq!(unsafe { answer() } + app::one(), 43); }
#[test] fn variables() {
    assert_eq!(std::env::var("OUT_DIR").unwrap(), env!("OUT_DIR"));
    assert_eq!(std::env::var("FROM_SCRIPT").unwrap(), "said");
    assert_eq!(std::env::var("CARGO_BIN_EXE_tool").unwrap(), env!("CARGO_BIN_EXE_tool"));
    assert!(std::env::current_dir().unwrap().ends_with("app"));
}
#[test] fn program() {
    assert!(std::process::Command::new(env!("CARGO_BIN_EXE_tool")).status().unwrap().success());
}
#[test] #[ignore] fn left_out() { panic!() }
)";

void write_workspace(const Project& project) {
  project.workspace({"app", "macros"});
  project.package("macros", "[lib]\nproc-macro = true\n");
  project.write("macros/src/lib.rs", "#[cfg(test)] mod tests { #[test] fn of_macros() {} }\n");
  project.library("app", "pub fn one() -> u32 { 1 }\n#[cfg(test)] mod tests { #[test] fn of_library() {} }\n");
  project.write("app/build.rs", kScript);
  project.write("app/src/bin/tool.rs", "fn main() {}\n#[cfg(test)] mod tests { #[test] fn of_program() {} }\n");
  project.write("app/tests/smoke.rs", kSmoke);
}

/// Of all test programs: what nextest knows them by, sorted.
Words programs_in(const std::string& json) {
  static const std::regex kField(
      "\"(binary-id|binary-name|package-id|build-platform|kind|triple|status|FROM_SCRIPT)\": *\"([^\"]*)\"");
  Words found;
  for (auto at = std::sregex_iterator(json.begin(), json.end(), kField); at != std::sregex_iterator(); ++at)
    found.push_back(at->str(1) + " " + at->str(2));
  std::sort(found.begin(), found.end());
  return found;
}

TEST(Nextest, ItsFilesAreLikeItsOwn) {
  Project project;
  write_workspace(project);
  CommandResult built = project.ferrule({"nextest", "--no-run"});
  ASSERT_EQ(built.status, 0) << built.output;
  EXPECT_TRUE(built.says("Run them with: cargo nextest run --binaries-metadata ")) << built.output;
  const std::string ours = project.read("target/ferrule/nextest/binaries-metadata.json");
  for (const char* id : {"app", "app::bin/tool", "app::smoke", "macros"})
    EXPECT_NE(ours.find("\"binary-id\": \"" + std::string(id) + "\""), std::string::npos) << ours;
  EXPECT_NE(project.read("target/ferrule/nextest/cargo-metadata.json").find("\"resolve\":"), std::string::npos);
  if (!has_nextest(project)) GTEST_SKIP() << "cargo-nextest is not in PATH";
  CommandResult own =
      project.cargo({"nextest", "list", "--list-type", "binaries-only", "--message-format", "json-pretty"});
  EXPECT_EQ(programs_in(ours), programs_in(own.output)) << ours << own.output;
}

/// All that takes is ninja, and they are written again when a build script says something else.
TEST(Nextest, ItsFilesAreATargetOfNinja) {
  Project project;
  write_workspace(project);
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(project.ninja({"nextest"}).ran("smoke.rust_test"));
  const std::string file = "build/nextest/binaries-metadata.json";
  const std::string first = project.read(file);
  EXPECT_NE(first.find("\"FROM_SCRIPT\": \"said\""), std::string::npos) << first;
  EXPECT_TRUE(is_idle(project.ninja({"nextest"})));
  project.replace("app/build.rs", "FROM_SCRIPT=said", "FROM_SCRIPT=more");
  EXPECT_TRUE(succeeded(project.ninja({"nextest"})));
  EXPECT_NE(project.read(file).find("\"FROM_SCRIPT\": \"more\""), std::string::npos) << project.read(file);
  EXPECT_TRUE(is_idle(project.ninja({"nextest"})));
  project.remove("app/tests/smoke.rs");
  EXPECT_TRUE(project.ninja({"nextest"}).regenerated());
  EXPECT_EQ(project.read(file).find("smoke"), std::string::npos);
  EXPECT_TRUE(is_idle(project.ninja({"nextest"})));
}

TEST(Nextest, RunsAndListsWhatFerruleBuilds) {
  Project project;
  write_workspace(project);
  if (!has_nextest(project)) GTEST_SKIP() << "cargo-nextest is not in PATH";
  CommandResult all = project.ferrule({"nextest", "run"});
  EXPECT_EQ(all.status, 0) << all.output;
  EXPECT_TRUE(all.says("6 tests run: 6 passed, 1 skipped")) << all.output;
  EXPECT_FALSE(project.exists("target/debug")) << "nextest has built by itself";
  CommandResult filtered = project.ferrule({"nextest", "-p", "app", "--retries", "2", "-E", "test(links)"});
  EXPECT_TRUE(filtered.says("1 test run: 1 passed")) << filtered.output;
  CommandResult chosen = project.ferrule({"nextest", "run", "--test", "smoke", "--", "--skip", "links"});
  EXPECT_TRUE(chosen.says("2 tests run: 2 passed")) << chosen.output;
  CommandResult listed = project.ferrule({"nextest", "list", "--cargo-quiet"});
  EXPECT_TRUE(listed.says("tests::of_macros")) << listed.output;
  project.replace("app/src/lib.rs", "{ 1 }", "{ 2 }");
  CommandResult failed = project.ferrule({"nextest", "run", "--no-fail-fast"});
  EXPECT_EQ(failed.status, 100) << failed.output;
  EXPECT_TRUE(failed.says("6 tests run: 5 passed, 1 failed")) << failed.output;
}

}  // namespace
}  // namespace ferrule::test
