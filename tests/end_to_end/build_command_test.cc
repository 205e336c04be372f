// `ferrule build`, `run`, `test` and `clean`, beside Cargo's commands of the same names.
#include <regex>

#include "harness/project.h"

namespace ferrule::test {
namespace {

void write_workspace(const Project& project) {
  project.write("Cargo.toml", "[workspace]\nresolver = \"2\"\nmembers = [\"app\", \"tool\", \"base\"]\n");
  project.library("base", "pub fn two() -> u32 { 2 }");
  project.program(
      "app",
      "fn main() { let words: Vec<String> = std::env::args().skip(1).collect();\n"
      "println!(\"{} {} {words:?}\", std::env::var(\"CARGO_PKG_NAME\").unwrap(), cfg!(debug_assertions)); }\n"
      "#[cfg(test)] mod tests { #[test] fn inner() {} }\n");
  project.write("app/src/lib.rs",
                "/// ```\n/// assert_eq!(app::one(), 1);\n/// ```\npub fn one() -> u32 { 1 }\n"
                "#[cfg(test)] mod tests { #[test] fn in_library() { println!(\"shown\"); } }\n");
  project.write("app/tests/smoke.rs", "#[test] fn smoke() { assert_eq!(app::one(), 1); }\n#[test] fn other() {}\n");
  project.write("app/examples/show.rs", "fn main() { println!(\"example {}\", app::one()); }\n");
  project.program("tool", "fn main() { std::process::exit(3); }\n");
}

/// The lines about tests, without what differs from run to run.
std::string tests_in(const std::string& output) {
  static const std::regex kTime("; finished in [0-9.]+s"), kFile(" \\([^ ]*\\)\n"),
      kDoc("all doctests ran in .*\n\n?");
  std::string text = std::regex_replace(output, kTime, "");
  text = std::regex_replace(text, kFile, "\n");
  text = std::regex_replace(text, kDoc, "");
  std::string kept;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    for (const char* part : {"Running ", "Doc-tests ", "running ", "test ", "test result", "shown"})
      if (line.find(part) != std::string::npos) {
        kept += line + "\n";
        break;
      }
  return kept;
}

TEST(BuildCommand, BuildsAndThenHasNothingToDo) {
  Project project;
  write_workspace(project);
  CommandResult first = project.ferrule({"build"});
  EXPECT_EQ(first.status, 0) << first.output;
  EXPECT_TRUE(first.says("   Compiling app v0.1.0")) << first.output;
  EXPECT_TRUE(first.says("    Finished `dev` profile [unoptimized + debuginfo] target(s) in ")) << first.output;
  EXPECT_EQ(project.run({"target/ferrule/bin/app"}).status, 101) << "CARGO_PKG_NAME is for `run`";
  CommandResult second = project.ferrule({"b"});
  EXPECT_FALSE(second.says("Compiling")) << second.output;
  EXPECT_TRUE(second.output.starts_with("    Finished `dev` profile [unoptimized + debuginfo] target(s) in "))
      << second.output;
}

/// As with Cargo, no options are options too; what was built before is up to date.
TEST(BuildCommand, TheOptionsOfEachCallCount) {
  Project project;
  write_workspace(project);
  EXPECT_TRUE(project.ferrule({"build"}).says("Compiling app"));
  CommandResult release = project.ferrule({"build", "--release"});
  EXPECT_TRUE(release.says("Compiling app") && release.says("Finished `release` profile")) << release.output;
  // Programs have no hash in their names: they are linked again.
  EXPECT_FALSE(project.ferrule({"build"}).says("Compiling base"));
  EXPECT_FALSE(project.ferrule({"build", "--release"}).says("Compiling base"));
  EXPECT_TRUE(project.ferrule({"run", "--bin", "app", "--release"}).says("app false []"));
  EXPECT_TRUE(project.ferrule({"run", "--bin", "app"}).says("app true []"));
}

TEST(BuildCommand, ADirectoryThatIsNamedKeepsItsOptions) {
  Project project;
  write_workspace(project);
  ASSERT_EQ(project.generate({"--release"}).status, 0);
  CommandResult build = project.ferrule({"build", "-C", "build"});
  EXPECT_TRUE(build.says("Finished `release` profile")) << build.output;
  EXPECT_TRUE(project.ferrule({"run", "-C", "build", "--bin", "app"}).says("app false []"));
  CommandResult features = project.ferrule({"build", "-C", "build", "-p", "tool"});
  EXPECT_TRUE(features.says("Finished `dev` profile")) << features.output;
}

TEST(BuildCommand, AFailureIsShownAndIsOne) {
  Project project;
  write_workspace(project);
  project.write("tool/src/main.rs", "fn main() { let x: u32 = \"\"; }\n");
  CommandResult build = project.ferrule({"build", "--keep-going"});
  EXPECT_EQ(build.status, 1);
  EXPECT_TRUE(build.says("mismatched types") && build.says("error: the build failed")) << build.output;
  EXPECT_FALSE(build.says("Finished")) << build.output;
  EXPECT_TRUE(project.exists("target/ferrule/bin/app"));
}

TEST(BuildCommand, RunsAsCargoRuns) {
  Project project;
  write_workspace(project);
  CommandResult several = project.ferrule({"run"});
  EXPECT_EQ(several.status, 1);
  EXPECT_TRUE(several.says("app, tool")) << several.output;
  EXPECT_TRUE(project.ferrule({"run", "--bin", "none"}).says("there is no binary `none` in this build"));
  EXPECT_EQ(project.ferrule({"run", "-q", "--bin", "app", "--", "--first", "second"}).output,
            project.cargo({"run", "-q", "--bin", "app", "--", "--first", "second"}).output);
  EXPECT_EQ(project.ferrule({"run", "-q", "--bin", "tool"}).status, 3);
  EXPECT_EQ(project.ferrule({"run", "-q", "--example", "show"}).output, "example 1\n");
  EXPECT_EQ(project.ferrule({"run", "-q", "-p", "tool"}).status, 3);
  project.append("app/Cargo.toml", "\n[package.metadata]\n");
  project.replace("app/Cargo.toml", "name = \"app\"", "name = \"app\"\ndefault-run = \"app\"");
  EXPECT_TRUE(project.ferrule({"run", "-q"}).says("app true []"));
}

TEST(BuildCommand, TestsAsCargoTests) {
  Project project;
  project.set("RUST_TEST_THREADS", "1");  // in one order
  write_workspace(project);
  for (const Words& words :
       {Words{"test"}, Words{"test", "inner"}, Words{"test", "--test", "smoke"},
        Words{"test", "--lib", "--", "--nocapture"}, Words{"test", "--doc"}, Words{"test", "--tests"}}) {
    CommandResult ours = project.ferrule(words), cargos = project.cargo(words);
    EXPECT_EQ(ours.status, 0) << ours.output;
    EXPECT_EQ(tests_in(ours.output), tests_in(cargos.output)) << testing::PrintToString(words) << ours.output;
  }
}

/// Two programs that wait for each other's file: one after the other, the first would never end.
TEST(BuildCommand, TestProgramsCanRunAtOnce) {
  Project project;
  project.workspace({"app"});
  project.library("app", "");
  for (const auto& [mine, other] : {std::pair("a", "b"), std::pair("b", "a")})
    project.write(
        std::string("app/tests/") + mine + ".rs",
        "#[test] fn meet() { std::fs::write(\"" + project.path(std::string("seen-") + mine) +
            "\", \"\").unwrap(); for _ in 0..3000 { if std::path::Path::new(\"" +
            project.path(std::string("seen-") + other) +
            "\").exists() { return; } std::thread::sleep(std::time::Duration::from_millis(10)); } panic!(); }\n");
  CommandResult both = project.ferrule({"test", "--tests", "--test-jobs", "2"});
  EXPECT_EQ(both.status, 0) << both.output;
  EXPECT_EQ(both.count("test meet ... ok"), 2) << both.output;
  project.replace("app/tests/a.rs", "return;", "panic!(\"on purpose\");");
  CommandResult failed = project.ferrule({"test", "--tests", "--test-jobs", "2"});
  EXPECT_TRUE(failed.status == 1 && failed.says("to rerun pass `-p app --test a`")) << failed.output;
}

TEST(BuildCommand, AFailingTestEndsItUnlessAllAreAskedFor) {
  Project project;
  write_workspace(project);
  project.replace("app/src/lib.rs", "println!(\"shown\")", "panic!(\"on purpose\")");
  CommandResult first = project.ferrule({"test"});
  EXPECT_EQ(first.status, 1);
  EXPECT_TRUE(first.says("on purpose")) << first.output;
  EXPECT_TRUE(first.says("error: test failed, to rerun pass `-p app --lib`")) << first.output;
  EXPECT_FALSE(first.says("test smoke")) << first.output;
  CommandResult all = project.ferrule({"test", "--no-fail-fast"});
  EXPECT_TRUE(all.says("test smoke ... ok") && all.says("error: 1 target failed:\n    `-p app --lib`")) << all.output;
  EXPECT_EQ(project.ferrule({"test", "--no-run"}).status, 0);
}

TEST(BuildCommand, ChecksWithoutHavingGenerated) {
  Project project;
  write_workspace(project);
  EXPECT_EQ(project.ferrule({"check"}).status, 0);
  project.write("tool/src/main.rs", "fn main() { let x: u32 = \"\"; }\n");
  EXPECT_EQ(project.ferrule({"check"}).status, 1);
  CommandResult json = project.ferrule({"check", "--message-format", "json"});
  EXPECT_EQ(json.status, 0) << "only the code is wrong: " << json.output;
  EXPECT_TRUE(json.says("\"success\":false") && json.says("mismatched types")) << json.output;
}

/// With macros that can be loaded and what scripts say; written anew when the workspace changes.
TEST(BuildCommand, TellsIdesOfTheWorkspace) {
  Project project;
  project.workspace({"app", "macros"});
  project.library("macros",
                  "#[proc_macro]\npub fn one(_: proc_macro::TokenStream) -> proc_macro::TokenStream "
                  "{ \"1\".parse().unwrap() }\n",
                  "[lib]\nproc-macro = true\n");
  project.program("app",
                  "fn main() { println!(\"{}\", macros::one!()); }\n#[cfg(test)] mod tests { #[test] fn inner() {} }",
                  depends_on({"macros"}));
  project.write("app/build.rs", "fn main() { println!(\"cargo:rustc-cfg=scripted\"); }\n");
  CommandResult written = project.ferrule({"rust-project", "--output", "rust-project.json"});
  EXPECT_EQ(written.status, 0) << written.output;
  const std::string text = project.read("rust-project.json");
  EXPECT_EQ(text, project.read("target/ferrule/rust-project.json"));
  for (const char* part :
       {"\"scripted\"", "\"label\": \"app:bin:app\"", "\"name\": \"macros\"", "/out\"", "\"flycheck\""})
    EXPECT_NE(text.find(part), std::string::npos) << part << text;
  const std::size_t begin = text.find("proc_macro_dylib_path\": \"") + 25;
  EXPECT_TRUE(project.exists(text.substr(begin, text.find('"', begin) - begin))) << text;
  // Cargo may say before it that it waits for another test's Cargo.
  EXPECT_TRUE(project.ferrule({"run", "-q", "--label", "app:bin:app"}).output.ends_with("1\n"));
  EXPECT_TRUE(project.ferrule({"test", "--label", "app:bin:app", "tests::inner", "--", "--exact"}).says("1 passed"));

  project.write("app/tests/more.rs", "#[test] fn more() {}\n");
  EXPECT_EQ(project.ferrule({"check", "--message-format", "json"}).status, 0);
  EXPECT_NE(project.read("rust-project.json").find("app:test:more"), std::string::npos);

  project.replace("app/build.rs", "scripted", "written_anew");
  EXPECT_EQ(project.ferrule({"check", "--message-format", "json"}).status, 0);
  EXPECT_NE(project.read("rust-project.json").find("\"written_anew\""), std::string::npos);

  CommandResult discovered = project.ferrule({"discover", "{\"path\": \"" + project.path("app/src/main.rs") + "\"}"});
  EXPECT_TRUE(discovered.says("{\"kind\":\"finished\",\"buildfile\":\"" + project.path("Cargo.toml") + "\""))
      << discovered.output;
  CommandResult nowhere = project.ferrule({"discover", "{\"path\": \"/\"}"});
  EXPECT_TRUE(nowhere.status == 1 && nowhere.says("{\"kind\":\"error\"")) << nowhere.output;
}

/// What the runner of the project notes of its calls: the directory, and each argument.
std::string noted(const Project& project) {
  std::string text = project.exists("noted") ? project.read("noted") : "";
  if (project.exists("noted")) project.remove("noted");
  // Cargo's hashes and directories are its own.
  text = std::regex_replace(text, std::regex("[^ \\n]*/([a-z]+)-[0-9a-f]{16}"), "$1");
  return std::regex_replace(text, std::regex("[^ \\n]*/(debug|bin)/app"), "app");
}

TEST(BuildCommand, StartsProgramsWithTheRunnerOfTheConfiguration) {
  Project project;
  project.workspace({"app", "base"});
  project.library("base",
                  "/// ```\n/// assert_eq!(base::two(), 2);\n/// ```\npub fn two() -> u32 { 2 }\n"
                  "#[cfg(test)] mod tests { #[test] fn inner() {} }");
  project.program("app", "fn main() { println!(\"{}\", std::env::args().count()); }", depends_on({"base"}));
  project.write_program("tools/run.sh", "echo \"$@\" >> '" + project.path("noted") + "'; shift; exec \"$@\"");
  project.write(".cargo/config.toml", "[target.'cfg(unix)']\nrunner = 'tools/run.sh --by-cfg'\n");

  EXPECT_TRUE(project.ferrule({"run", "--", "a"}).says("2"));
  const std::string of_run = noted(project);
  EXPECT_EQ(of_run, "--by-cfg app a\n");
  ASSERT_EQ(project.cargo({"run", "--target-dir", "cargo", "--", "a"}).status, 0);
  EXPECT_EQ(noted(project), of_run);

  EXPECT_TRUE(project.ferrule({"test", "--", "--quiet"}).says("1 passed"));
  std::string ours = noted(project);
  ASSERT_EQ(project.cargo({"test", "--target-dir", "cargo", "--", "--quiet"}).status, 0);
  std::string cargos = noted(project);
  // rustdoc's programs are in directories of the moment.
  for (std::string* text : {&ours, &cargos})
    *text = std::regex_replace(*text, std::regex("/[^ \n]*rustdoc[^ \n]*"), "doc-test");
  EXPECT_EQ(ours, cargos);
  EXPECT_EQ(std::count(ours.begin(), ours.end(), '\n'), 3) << ours;

  EXPECT_EQ(project.run({"ninja", "-C", project.path("target/ferrule"), "test"}).status, 0);
  EXPECT_NE(noted(project), "");
  for (const char* form :
       {"[target.x86_64-unknown-linux-gnu]\nrunner = ['tools/run.sh', '--list']\n",
        "[target.x86_64-unknown-linux-gnu]\nrunner = 'tools/run.sh --list'\n[target.'cfg(unix)']\nrunner = 'no'\n"}) {
    project.write(".cargo/config.toml", form);
    EXPECT_TRUE(project.ferrule({"test", "--bins"}).says("0 passed"));
    EXPECT_EQ(noted(project), "--list app\n");
  }
  project.write(".cargo/config.toml", "");
  EXPECT_TRUE(project.ferrule({"run"}).says("1"));
  EXPECT_EQ(noted(project), "");
  project.set("CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER", "tools/run.sh --by-variable");
  EXPECT_TRUE(project.ferrule({"run"}).says("1"));
  EXPECT_EQ(noted(project), "--by-variable app\n");
}

/// What looks at a build first may have Cargo asked again: ninja must still see that something has changed.
TEST(BuildCommand, WhatLooksAtABuildHidesNoChange) {
  Project project;
  project.workspace({"app"});
  project.program("app", "fn main() { println!(\"{}\", cfg!(seen)); }\n#[test] fn one() {}");
  project.append("app/Cargo.toml", "[lints.rust]\nunexpected_cfgs = \"allow\"\n");
  EXPECT_TRUE(project.ferrule({"test"}).says("1 passed"));

  project.write("app/tests/more.rs", "#[test] fn more() {}\n");
  CommandResult tested = project.ferrule({"test"});
  EXPECT_TRUE(tested.says("test more ... ok")) << tested.output;

  const std::string with_cfg = "[build]\nrustflags = [\"--cfg=seen\"]\n";
  project.write(".cargo/config.toml", with_cfg);
  EXPECT_TRUE(project.ferrule({"run", "-q"}).says("true"));
  for (const Words& words :
       {Words{"explain", "app"}, Words{"plan"}, Words{"timings", "--format", "json"}, Words{"rust-project"}}) {
    project.write(".cargo/config.toml", "");
    EXPECT_EQ(project.ferrule(words).status, 0) << words.front();
    EXPECT_TRUE(project.ferrule({"build"}).says("Compiling app")) << words.front();
    EXPECT_EQ(project.run({project.path("target/ferrule/bin/app")}).output, "false\n") << words.front();
    project.write(".cargo/config.toml", with_cfg);
    EXPECT_TRUE(project.ferrule({"run", "-q"}).says("true")) << words.front();
  }
  const std::string directory = project.path("target/ferrule");
  EXPECT_TRUE(project.run({"ninja", "-C", directory}).says("no work to do"));

  // ninja by itself sees no new file there.
  ASSERT_EQ(project.generate({"--no-watch"}).status, 0);
  project.write("app/tests/third.rs", "#[test] fn third() {}\n");
  CommandResult third = project.ferrule({"test", "-C", "build"});
  EXPECT_TRUE(third.says("test third ... ok")) << third.output;
}

TEST(BuildCommand, ShowsWhereTheTimeWent) {
  Project project;
  write_workspace(project);
  EXPECT_TRUE(project.ferrule({"timings"}).says("there is no log of a build"));
  EXPECT_EQ(project.ferrule({"build"}).status, 0);
  EXPECT_EQ(project.ferrule({"build"}).status, 0);
  CommandResult json = project.ferrule({"timings", "--format", "json"});
  EXPECT_TRUE(json.says("\"title\": \"Build of target/ferrule\"") && json.says("\"name\": \"app v0.1.0\""))
      << json.output;
  EXPECT_TRUE(json.says("\"critical\": true")) << json.output;
  // Of some edge that took memory: more than nothing, which is how an unknown one is written.
  EXPECT_TRUE(std::regex_search(json.output, std::regex("\"peak_memory_kib\": [1-9]"))) << json.output;
  EXPECT_TRUE(std::regex_search(json.output, std::regex("\"concurrent_peaks_kib\": [1-9]"))) << json.output;
  CommandResult page = project.ferrule({"timings"});
  EXPECT_TRUE(page.says("ferrule-timings.html")) << page.output;
  EXPECT_NE(project.read("target/ferrule/ferrule-timings.html").find("Build of target/ferrule"), std::string::npos);
}

TEST(BuildCommand, ExplainsAPackage) {
  Project project;
  write_workspace(project);
  project.library("user", "pub fn three() -> u32 { base::two() + 1 }", depends_on({"base"}));
  project.write("Cargo.toml", "[workspace]\nresolver = \"2\"\nmembers = [\"user\", \"base\"]\n");
  ASSERT_EQ(project.generate().status, 0);
  ASSERT_EQ(project.ferrule({"build", "-C", "build"}).status, 0);
  CommandResult first = project.ferrule({"explain", "-C", "build", "user"});
  EXPECT_EQ(first.status, 0) << first.output;
  for (const char* part : {"two edges, as all libraries with --pipelining hollow", "rust_metadata of base v0.1.0",
                           "ninja's log has no run before it", "ferrule-launcher run actions/user-"})
    EXPECT_TRUE(first.says(part)) << part << first.output;
  project.append("user/src/lib.rs", "pub fn four() -> u32 { 4 }\n");
  ASSERT_EQ(project.ferrule({"build", "-C", "build"}).status, 0);
  CommandResult second = project.ferrule({"explain", "-C", "build", "user"});
  EXPECT_TRUE(second.says("since the run before it, these have changed: ") && second.says("user/src/lib.rs"))
      << second.output;
  EXPECT_FALSE(second.says("have changed: meta/libbase")) << second.output;
  EXPECT_TRUE(project.ferrule({"explain", "-C", "build", "none"}).says("there is no package `none` in this build"));
}

TEST(BuildCommand, CleansWhatItHasMade) {
  Project project;
  write_workspace(project);
  EXPECT_EQ(project.ferrule({"build"}).status, 0);
  EXPECT_EQ(project.ferrule({"clean"}).status, 0);
  EXPECT_FALSE(project.exists("target/ferrule"));
  EXPECT_EQ(project.ferrule({"clean"}).status, 0);
  project.write("mine/file", "");
  CommandResult others = project.ferrule({"clean", "-C", "mine"});
  EXPECT_TRUE(others.status == 1 && others.says("was not generated by ferrule")) << others.output;
  EXPECT_TRUE(project.exists("mine/file"));
}

TEST(BuildCommand, CargoCallsItAsACommandOfItsOwn) {
  Project project;
  write_workspace(project);
  const std::string program(FERRULE_PROGRAM);
  project.set("PATH", program.substr(0, program.rfind('/')) + ":" + project.environment().at("PATH"));
  CommandResult build = project.cargo({"ferrule", "build"});
  EXPECT_TRUE(build.status == 0 && build.says("Finished `dev` profile [unoptimized + debuginfo] target(s) in "))
      << build.output;
}

}  // namespace
}  // namespace ferrule::test
