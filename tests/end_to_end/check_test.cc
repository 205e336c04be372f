// `ninja check` and `ferrule check`: what `cargo check` says, without building.
#include <chrono>
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>

#include "harness/gate.h"
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// app -> base, with a procedural macro and a build script of app's own.
void write_project(const Project& project) {
  project.workspace({"app", "base", "macros"});
  project.library("macros", R"(
      #[proc_macro]
      pub fn one(_: proc_macro::TokenStream) -> proc_macro::TokenStream { "1u32".parse().unwrap() }
  )",
                  "[lib]\nproc-macro = true\n");
  project.library("base", "pub fn one() -> u32 { macros::one!() }\nfn unused() {}\n", depends_on({"macros"}));
  project.program("app",
                  "include!(concat!(env!(\"OUT_DIR\"), \"/two.rs\"));\n"
                  "fn main() { println!(\"{} {}\", base::one(), TWO); }\n",
                  depends_on({"base"}));
  project.write("app/build.rs", R"(
      fn main() {
          std::fs::write(format!("{}/two.rs", std::env::var("OUT_DIR").unwrap()), "const TWO: u32 = 2;").unwrap();
      }
  )");
}

CommandResult check(const Project& project, Words arguments = {}) {
  Words words = {FERRULE_PROGRAM, "check", "-C", std::string(Project::kBuild)};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return project.run(words);
}

TEST(Check, WaitsForNoProductsButMacrosAndBuildScripts) {
  Project project;
  write_project(project);
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(ran_exactly(project.ninja({"check"}),
                          {"app.build_script_run", "app.rust_check", "base.rust_check",
                           "build_script_build.rust_build_script", "macros.rust_check", "macros.rust_proc_macro"}));
  EXPECT_TRUE(is_idle(project.ninja({"check"})));
  EXPECT_FALSE(project.exists("build/bin/app"));
}

TEST(Check, BuildingAfterwardsIsLeftAlone) {
  Project project;
  write_project(project);
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(succeeded(project.ninja({"check"})));
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_EQ(project.run_built("app").output, "1 2\n");
  EXPECT_TRUE(is_idle(project.ninja({"check", "all"})));
}

TEST(Check, ShowsAWarningAgainWhenNothingIsToDo) {
  Project project;
  write_project(project);
  ASSERT_TRUE(succeeded(project.generate()));
  CommandResult first = check(project), second = check(project);
  EXPECT_TRUE(succeeded(first));
  EXPECT_TRUE(says_once(first, "warning: function `unused` is never used"));
  EXPECT_TRUE(says_once(first, "    Checking base v0.1.0 (") && says_once(first, "macros v0.1.0 ("));
  EXPECT_TRUE(says_once(second, "    Finished `dev` profile [unoptimized + debuginfo] target(s) in "));
  EXPECT_TRUE(never_says(second, "Checking"));
  EXPECT_TRUE(says_once(second, "warning: function `unused` is never used"));
  EXPECT_TRUE(says_once(second, "warning: `base` (lib) generated 1 warning"));
  project.replace("base/src/lib.rs", "fn unused", "pub fn used");
  EXPECT_TRUE(never_says(check(project), "warning"));
}

TEST(Check, FailsWhereTheCrateDoes) {
  Project project;
  write_project(project);
  ASSERT_TRUE(succeeded(project.generate()));
  project.replace("app/src/main.rs", "base::one()", "base::three()");
  CommandResult result = check(project);
  EXPECT_TRUE(failed_with(1, result));
  EXPECT_TRUE(says(result, "cannot find function `three` in crate `base`"));
  EXPECT_TRUE(says(result, "error: could not compile `app` (bin \"app\") due to 1 previous error"));
  // What was wrong with app isn't known while base can't be checked, whatever clocks say.
  EXPECT_TRUE(says(check(project, {"--message-format", "json"}), "`three`"));
  for (const auto& kept : std::filesystem::directory_iterator(project.path("build/ferrule/ide/ferrule/messages")))
    std::filesystem::last_write_time(kept, std::filesystem::file_time_type::clock::now() + std::chrono::hours(1));
  project.append("base/src/lib.rs", "fn broken( {}\n");
  EXPECT_TRUE(never_says(check(project, {"--message-format", "json"}), "`three`"));
}

/// Of each message: its package, its target, its level, and what it says. In no order.
std::multiset<std::string> messages_in(const std::string& json) {
  static const std::regex kMessage(
      R"re("reason":"compiler-message","package_id":"([^"]*)","manifest_path":"([^"]*)","target":(\{[^}]*\}))re");
  static const std::regex kRendered(R"re("rendered":"((?:[^"\\]|\\.)+)")re");
  std::multiset<std::string> found;
  std::istringstream lines(json);
  for (std::string line; std::getline(lines, line);) {
    std::smatch target, rendered;
    if (!std::regex_search(line, target, kMessage)) continue;
    EXPECT_TRUE(std::regex_search(line, rendered, kRendered)) << line;
    found.insert(target[1].str() + " " + target[2].str() + " " + target[3].str() + " " + rendered[1].str());
  }
  return found;
}

TEST(Check, SaysInJsonWhatCargoSays) {
  Project project;
  write_project(project);
  ASSERT_TRUE(succeeded(project.generate()));
  project.replace("app/src/main.rs", "fn main() {", "fn main() { let unused = 1;");
  for (int time = 0; time < 2; ++time) {
    CommandResult ours = check(project, {"--message-format", "json"});
    CommandResult cargos = project.cargo({"check", "--message-format", "json", "--target-dir", "cargo"});
    EXPECT_TRUE(succeeded(ours));
    EXPECT_EQ(messages_in(ours.output), messages_in(cargos.output));
    EXPECT_EQ(messages_in(ours.output).size(), 2u);
    EXPECT_TRUE(says(ours, R"({"reason":"build-finished","success":true})"));
  }
}

void write_lints(const Project& project) {
  write_project(project);
  project.write("base/src/lib.rs", "pub fn one() -> u32 { return macros::one!(); }\n");
}

TEST(Clippy, SaysInJsonWhatCargoSays) {
  Project project;
  write_lints(project);
  project.append("app/Cargo.toml", "[lints.clippy]\nprint_stdout = \"warn\"\n");
  ASSERT_TRUE(succeeded(project.generate()));
  for (int time = 0; time < 2; ++time) {
    CommandResult ours = check(project, {"--clippy", "--message-format", "json"});
    CommandResult cargos = project.cargo({"clippy", "--message-format", "json", "--target-dir", "cargo"});
    EXPECT_TRUE(succeeded(ours));
    EXPECT_EQ(messages_in(ours.output), messages_in(cargos.output));
    EXPECT_EQ(messages_in(ours.output).size(), 2u);
  }
  EXPECT_TRUE(says(project.run({"ninja", "-C", project.path("build/ferrule/ide"), "clippy"}), "no work to do"));
}

TEST(Clippy, TakesLintLevelsBehindTwoDashes) {
  Project project;
  write_lints(project);
  ASSERT_TRUE(succeeded(project.generate()));
  CommandResult strict = check(project, {"--clippy", "--", "-D", "clippy::needless_return"});
  EXPECT_TRUE(failed_with(1, strict));
  EXPECT_TRUE(says(strict, "error: unneeded `return` statement"));
  CommandResult ordinary = check(project, {"--clippy"});
  EXPECT_TRUE(succeeded(ordinary));
  EXPECT_TRUE(says_once(ordinary, "warning: unneeded `return` statement"));
  EXPECT_TRUE(failed_with(2, check(project, {"--", "-D", "warnings"})));
}

TEST(Clippy, LeavesTheCheckAsItWas) {
  Project project;
  write_lints(project);
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(never_says(check(project), "warning"));
  EXPECT_TRUE(says(check(project, {"--clippy"}), "needless_return"));
  EXPECT_TRUE(never_says(check(project), "warning"));
}

/// The script waits at the gate in a build, and not in an editor's check.
void write_script_that_waits(const Project& project, const Gate& gate) {
  write_project(project);
  project.write("app/build.rs", gate.rust_function() + R"(
      fn main() {
          let out = std::env::var("OUT_DIR").unwrap();
          if !out.contains("ferrule/ide/") { stop_at_gate(); }
          std::fs::write(format!("{out}/two.rs"), "const TWO: u32 = 2;").unwrap();
      }
  )");
}

TEST(Check, AnEditorsCheckWaitsForNoBuild) {
  Project project;
  Gate gate(project);
  write_script_that_waits(project, gate);
  ASSERT_TRUE(succeeded(project.generate()));
  BackgroundCommand build(project.ninja_command());
  gate.wait_for_arrival();
  EXPECT_TRUE(says(check(project, {"--message-format", "json"}), R"({"reason":"build-finished","success":true})"));
  project.replace("app/src/main.rs", "base::one()", "base::three()");
  EXPECT_TRUE(says(check(project, {"--message-format", "json"}), "cannot find function `three`"));
  project.replace("app/src/main.rs", "base::three()", "base::one()");
  gate.open();
  EXPECT_TRUE(succeeded(build.wait()));
  EXPECT_EQ(project.run_built("app").output, "1 2\n");
  EXPECT_TRUE(succeeded(project.ninja())) << "what was saved meanwhile";
  EXPECT_TRUE(is_idle(project.ninja()));
}

TEST(Check, CommandsThatShareALogWaitForEachOther) {
  Project project;
  Gate gate(project);
  write_script_that_waits(project, gate);
  ASSERT_TRUE(succeeded(project.generate()));
  BackgroundCommand build(project.command({FERRULE_PROGRAM, "build", "-C", "build"}));
  gate.wait_for_arrival();
  BackgroundCommand second(project.command({FERRULE_PROGRAM, "check", "-C", "build"}));
  // It has nothing to wait for but the build.
  gate.open();
  EXPECT_TRUE(succeeded(build.wait()));
  EXPECT_TRUE(succeeded(second.wait()));
  EXPECT_TRUE(is_idle(project.ninja({"check", "all"})));
}

TEST(Check, AnEditorChecksWhatIsBuilt) {
  Project project;
  write_project(project);
  project.append("base/Cargo.toml", "[features]\nwide = []\n");
  project.append("base/src/lib.rs", "#[cfg(feature = \"wide\")]\nfn wide_only() {}\n");
  ASSERT_TRUE(succeeded(project.generate()));
  EXPECT_TRUE(never_says(check(project, {"--message-format", "json"}), "wide_only"));
  ASSERT_TRUE(succeeded(project.generate({"--features", "base/wide"})));
  EXPECT_TRUE(says(check(project, {"--message-format", "json"}), "function `wide_only` is never used"));
  project.write("app/tests/smoke.rs", "#[test]\nfn smoke() { wrong() }\n");
  EXPECT_TRUE(never_says(check(project, {"--message-format", "json"}), "`wrong`"));
  CommandResult all = check(project, {"--message-format", "json", "--all-targets"});
  EXPECT_TRUE(says(all, "cannot find function `wrong`") && says(all, "wide_only")) << all.output;
}

TEST(Check, SaysWhatToDoWithoutABuildDirectory) {
  Project project;
  write_project(project);
  CommandResult result = check(project);
  EXPECT_TRUE(failed_with(1, result));
  EXPECT_TRUE(says(result, "was not generated by ferrule"));
  EXPECT_TRUE(says(result, "help: run `ferrule generate` first"));
}

}  // namespace
}  // namespace ferrule::test
