// `ferrule bench` and ninja's target `bench`, beside `cargo bench`.
#include <regex>
#include <set>

#include "harness/project.h"

namespace ferrule::test {
namespace {

constexpr std::string_view kBenchDirectory = "target/ferrule/ferrule/bench";

/// A benchmark with its own main(), which tells how it was started.
constexpr const char* kOwnMain = R"(
fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    println!("started {} {words:?} in {} {} {}", env!("CARGO_CRATE_NAME"), std::env::current_dir().unwrap().display(),
             std::env::var("CARGO_PKG_NAME").unwrap(), cfg!(debug_assertions));
    assert!(std::path::Path::new(env!("CARGO_BIN_EXE_app")).exists());
    if app::one() != 1 || words.iter().any(|word| word == "fail") { std::process::exit(3); }
}
)";

/// What libtest measures, of one of its kinds.
std::string measured(std::string_view name) {
  return "#[bench] fn " + std::string(name) + "(b: &mut test::Bencher) { b.iter(|| 1 + 1); }\n";
}

void write_workspace(Project& project) {
  project.set("RUSTC_BOOTSTRAP", "1");  // for #![feature(test)]
  project.set("CARGO_INCREMENTAL", "0");
  project.workspace({"app", "base"}, "[profile.bench]\nopt-level = 1\n");
  project.library("base", "pub fn one() -> u32 { 1 }\n#[test] fn is_ignored() {}\n");
  project.program("app", "fn main() {}\n",
                  depends_on({"base"}) +
                      "[[bench]]\nname = \"speed\"\nharness = false\n[[bench]]\nname = \"fast\"\nharness = false\n");
  project.write(
      "app/src/lib.rs",
      "#![feature(test)]\n#[cfg(test)] extern crate test;\npub fn one() -> u32 { base::one() }\n#[cfg(test)] " +
          measured("in_library"));
  project.write("app/benches/speed.rs", kOwnMain);
  project.write("app/benches/fast.rs", kOwnMain);
  project.write("app/benches/library.rs",
                "#![feature(test)]\nextern crate test;\n" + measured("first") + measured("second"));
}

/// The lines that say what ran, without what differs from run to run.
std::string runs_in(const std::string& output) {
  static const std::regex kMeasured("bench: .*"), kTime("; finished in [0-9.]+s"), kFile(" \\([^ ]*\\)$");
  std::string kept;
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) {
    bool is_kept = false;
    for (const char* part : {"Running ", "Executable ", "running ", "test ", "test result", "started ", "error: "})
      is_kept = is_kept || line.find(part) != std::string::npos;
    if (!is_kept) continue;
    line = std::regex_replace(line, kMeasured, "bench");
    line = std::regex_replace(line, kTime, "");
    kept += std::regex_replace(line, kFile, "") + "\n";
  }
  return kept;
}

TEST(BenchCommand, RunsWhatCargoRuns) {
  Project project;
  write_workspace(project);
  for (const Words& words : {Words{"bench"}, Words{"bench", "first", "--", "--exact"},
                             Words{"bench", "-p", "app", "--bench", "speed", "--", "--first", "second"},
                             Words{"bench", "--bench", "fast", "--bench", "library"}, Words{"bench", "--lib"},
                             Words{"bench", "--benches", "second"}}) {
    CommandResult ours = project.ferrule(words), cargos = project.cargo(words);
    EXPECT_EQ(ours.status, 0) << ours.output;
    EXPECT_EQ(runs_in(ours.output), runs_in(cargos.output)) << testing::PrintToString(words) << ours.output;
  }
}

/// The programs' names have Cargo's hashes.
TEST(BenchCommand, BuildsWhatCargoBuilds) {
  Project project;
  write_workspace(project);
  CommandResult ours = project.ferrule({"bench", "--no-run"});
  EXPECT_TRUE(ours.says("    Finished `bench` profile [optimized] target(s) in ")) << ours.output;
  EXPECT_FALSE(ours.says("started")) << ours.output;
  EXPECT_EQ(runs_in(ours.output), runs_in(project.cargo({"bench", "--no-run"}).output)) << ours.output;
  const std::string built = std::string(kBenchDirectory) + "/tests";
  const Words programs = project.list(built);
  EXPECT_EQ(programs.size(), 6U) << testing::PrintToString(programs);
  for (const std::string& program : programs) {
    const std::string cargos = "target/release/deps/" + program;
    ASSERT_TRUE(project.exists(cargos)) << program;
    if (program.starts_with("speed") || program.starts_with("fast")) continue;  // they hold the path of a program
    EXPECT_TRUE(project.read(cargos) == project.read(built + "/" + program)) << program;
  }
  EXPECT_TRUE(project.read(std::string(kBenchDirectory) + "/bin/app") == project.read("target/release/app"));
}

TEST(BenchCommand, AFailingBenchmarkEndsItUnlessAllAreAskedFor) {
  Project project;
  write_workspace(project);
  CommandResult first = project.ferrule({"bench", "--benches", "fail"});
  EXPECT_EQ(first.status, 1);
  EXPECT_TRUE(first.says("error: bench failed, to rerun pass `-p app --bench fast`")) << first.output;
  EXPECT_FALSE(first.says("started speed")) << first.output;
  CommandResult all = project.ferrule({"bench", "--benches", "--no-fail-fast", "--", "fail"});
  EXPECT_TRUE(all.says("error: 2 targets failed:\n    `-p app --bench fast`\n    `-p app --bench speed`"))
      << all.output;
  EXPECT_TRUE(project.ferrule({"bench", "--bench", "none"}).says("no bench target named `none`"));
  CommandResult release = project.ferrule({"bench", "--release"});
  EXPECT_EQ(release.status, 2) << release.output;
}

/// What is built to be run, and what is built to be measured, don't disturb each other.
TEST(BenchCommand, HasABuildDirectoryWithinThatOfTheBuild) {
  Project project;
  write_workspace(project);
  ASSERT_EQ(project.generate({"--release", "-p", "app"}).status, 0);
  const std::string options = project.read("build/ferrule/options");
  EXPECT_TRUE(project.ferrule({"bench", "-C", "build", "--no-run"}).says("Finished `bench` profile [optimized"));
  EXPECT_EQ(project.read("build/ferrule/options"), options);
  EXPECT_EQ(project.list("build/ferrule/bench/tests", ".d"), Words{});
  EXPECT_TRUE(project.exists("build/ferrule/bench/bin/app"));
  EXPECT_FALSE(project.exists("build/bin/app"));
  EXPECT_TRUE(project.ferrule({"bench", "-C", "build", "--profile", "dev", "--bench", "speed"}).says("app true"));
  EXPECT_TRUE(project.ferrule({"bench", "-C", "build", "-F", "none"}).says("feature")) << "Cargo's own error";
}

TEST(BenchCommand, NinjaBuildsThemAllAndRunsThemEachTime) {
  Project project;
  write_workspace(project);
  ASSERT_EQ(project.generate({"--cargo-bench"}).status, 0);
  Build built = project.ninja({"benches"});
  EXPECT_TRUE(built.ran("speed.rust_test"));
  EXPECT_FALSE(built.ran("speed.rust_bench_run"));
  EXPECT_TRUE(is_idle(project.ninja({"benches"})));
  EXPECT_TRUE(is_idle(project.ninja()));
  const Words runs = {"app.rust_bench_run",  "app.rust_bench_run",     "base.rust_bench_run",
                      "fast.rust_bench_run", "library.rust_bench_run", "speed.rust_bench_run"};
  for (int times = 0; times < 2; ++times) {
    Build ran = project.ninja({"bench"});
    EXPECT_TRUE(ran_exactly(ran, runs));
    EXPECT_TRUE(says_once(ran, "started speed [\"--bench\"] in " + project.path("app") + " app false"));
    EXPECT_TRUE(says_once(ran, "test in_library ... bench:"));
  }
  EXPECT_TRUE(project.ferrule({"bench", "-C", "build", "--bench", "fast"}).says("started fast"));
  EXPECT_FALSE(project.exists("build/ferrule/bench"));
  project.replace("base/src/lib.rs", "1 }", "2 }");
  Build failed = project.ninja({"-k", "0", "bench"});
  EXPECT_TRUE(failed_with(1, failed));
  EXPECT_TRUE(failed.ran("app.rust_codegen") && failed.ran("speed.rust_bench_run")) << failed.output;
}

}  // namespace
}  // namespace ferrule::test
