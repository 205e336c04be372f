// Builds that are killed, interrupted, or run twice at once: the next one is
// right.
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "harness/gate.h"
#include "harness/project.h"

namespace ferrule::test {
namespace {

/// A program whose library stops at the gate while it is compiled, and another
/// that doesn't.
void write_stopping_library(const Project& project, const Gate& gate) {
  project.workspace({"app"});
  project.library("macros", gate.rust_function() + R"(
      #[proc_macro]
      pub fn answer(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
          stop_at_gate();
          "42".parse().unwrap()
      }
  )",
                  "[lib]\nproc-macro = true\n");
  project.library("slow", "pub fn answer() -> u32 { macros::answer!() }", depends_on({"macros"}));
  project.library("quick", "pub fn f() {}");
  project.program("app", "fn main() { quick::f(); println!(\"{}\", slow::answer()); }",
                  depends_on({"slow", "quick"}));
}

/// A program whose build script stops at the gate when it has written half of
/// its output.
void write_stopping_script(const Project& project, const Gate& gate) {
  project.write("Cargo.toml", manifest("app"));
  project.write("src/main.rs", "include!(concat!(env!(\"OUT_DIR\"), \"/answer.rs\"));");
  project.write("build.rs", gate.rust_function() + R"(
      fn main() {
          println!("cargo::rerun-if-changed=build.rs");
          let path = std::path::PathBuf::from(std::env::var_os("OUT_DIR").unwrap()).join("answer.rs");
          std::fs::write(&path, "fn main() {").unwrap();
          stop_at_gate();
          std::fs::write(&path, "fn main() { println!(\"42\"); }").unwrap();
      }
  )");
}

/// The launchers that are running below a process, by /proc: ninja starts them
/// by way of a shell.
std::vector<pid_t> launchers_below(pid_t parent) {
  std::vector<pid_t> launchers;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "stat");
    std::string stat;
    if (!std::getline(file, stat)) continue;
    std::istringstream behind_name(stat.substr(stat.rfind(')') + 1));
    char state;
    pid_t its_parent = 0;
    if (!(behind_name >> state >> its_parent) || its_parent != parent) continue;
    const pid_t child = static_cast<pid_t>(std::stol(entry.path().filename()));
    if (stat.find("(ferrule-launche") != std::string::npos) launchers.push_back(child);
    for (pid_t launcher : launchers_below(child)) launchers.push_back(launcher);
  }
  return launchers;
}

void expect_right_build(const Project& project) {
  EXPECT_TRUE(succeeded(project.ninja()));
  EXPECT_EQ(project.run_built("app").output, "42\n");
  EXPECT_TRUE(is_idle(project.ninja()));
}

/// No half-written or temporary files.
void expect_no_leftovers(const Project& project) { EXPECT_EQ(project.list("build/ferrule/tmp"), Words{}); }

/// What is interrupted.
struct Victim {
  std::string name;
  void (*write)(const Project&, const Gate&);
};

void PrintTo(const Victim& victim, std::ostream* out) { *out << victim.name; }

class Interruption : public testing::TestWithParam<Victim> {};

/// What ninja has started goes on, and the next build waits for it.
TEST_P(Interruption, NinjaIsKilled) {
  Project project;
  Gate gate(project);
  GetParam().write(project, gate);
  ASSERT_TRUE(succeeded(project.generate()));
  BackgroundCommand killed(project.ninja_command());
  gate.wait_for_arrival();
  killed.signal(SIGKILL);
  BackgroundCommand next(project.ninja_command());
  gate.open();
  EXPECT_TRUE(succeeded(next.wait()));
  expect_right_build(project);
}

/// Nothing that it started may go on and race the next build.
TEST_P(Interruption, TheLauncherIsKilled) {
  Project project;
  Gate gate(project);
  GetParam().write(project, gate);
  ASSERT_TRUE(succeeded(project.generate()));
  BackgroundCommand ninja(project.ninja_command({"-j1"}));
  gate.wait_for_arrival();
  for (pid_t launcher : launchers_below(ninja.pid())) kill(launcher, SIGKILL);
  gate.wait_for_departure();
  EXPECT_TRUE(failed_with(1, ninja.wait()));
  gate.open();
  expect_right_build(project);
}

TEST_P(Interruption, TheUserInterrupts) {
  Project project;
  Gate gate(project);
  GetParam().write(project, gate);
  ASSERT_TRUE(succeeded(project.generate()));
  BackgroundCommand ninja(project.ninja_command({"-j1"}));
  gate.wait_for_arrival();
  ninja.signal(SIGINT);
  gate.wait_for_departure();
  CommandResult result = ninja.wait();
  EXPECT_NE(result.status, 0);
  EXPECT_TRUE(says(result, "interrupted by user"));
  expect_no_leftovers(project);
  gate.open();
  expect_right_build(project);
}

INSTANTIATE_TEST_SUITE_P(Of, Interruption,
                         testing::Values(Victim{"ACompilation", write_stopping_library},
                                         Victim{"ABuildScript", write_stopping_script}),
                         [](const testing::TestParamInfo<Victim>& each) { return each.param.name; });

TEST(Concurrency, TwoBuildsInOneDirectory) {
  Project project;
  Gate gate(project);
  gate.open();
  write_stopping_library(project, gate);
  ASSERT_TRUE(succeeded(project.generate()));
  BackgroundCommand one(project.ninja_command()), other(project.ninja_command());
  EXPECT_TRUE(succeeded(one.wait()));
  EXPECT_TRUE(succeeded(other.wait()));
  expect_right_build(project);
  expect_no_leftovers(project);
}

TEST(Concurrency, TwoGenerationsInOneDirectory) {
  Project project;
  Gate gate(project);
  gate.open();
  write_stopping_library(project, gate);
  const Command generate = project.command({FERRULE_PROGRAM, "generate", "-C", "build"});
  {
    BackgroundCommand one(generate), other(generate);
    EXPECT_TRUE(succeeded(one.wait()));
    EXPECT_TRUE(succeeded(other.wait()));
  }
  expect_right_build(project);
}

TEST(Damage, ATruncatedLibraryIsNamedWithWhatToDo) {
  Project project;
  Gate gate(project);
  gate.open();
  write_stopping_library(project, gate);
  project.build();
  const std::string library = project.find("build/rlib", "libslow-");
  const auto time = std::filesystem::last_write_time(project.path(library));
  std::filesystem::resize_file(project.path(library), 100);
  std::filesystem::last_write_time(project.path(library), time);
  project.touch("app/src/main.rs");
  Build build = project.ninja();
  EXPECT_TRUE(failed_with(1, build));
  EXPECT_TRUE(says(build, std::filesystem::path(library).filename().string()));
  project.remove(library);
  expect_right_build(project);
}

}  // namespace
}  // namespace ferrule::test
