// Which targets `ferrule test` and `ferrule bench` take when they are named, beside Cargo's commands.
#include <regex>

#include "harness/project.h"

namespace ferrule::test {
namespace {

/// Every kind of target, each with a test, and of each kind one that Cargo leaves out unless it is named.
void write_workspace(Project& project) {
  project.set("CARGO_INCREMENTAL", "0");
  project.workspace({"app", "plain"});
  project.library("plain", "#[test] fn in_plain() {}\n", "[lib]\ntest = false\nbench = false\n");
  const std::string mine = "#[test] fn mine() {}\n";
  project.program("app", "fn main() {}\n" + mine,
                  "[[bin]]\nname = \"app\"\npath = \"src/main.rs\"\n"
                  "[[bin]]\nname = \"quiet\"\ntest = false\nbench = false\n"
                  "[[test]]\nname = \"slow\"\ntest = false\n"
                  "[[bench]]\nname = \"rare\"\nbench = false\n"
                  "[[example]]\nname = \"tested\"\ntest = true\n");
  for (const char* source :
       {"src/bin/quiet.rs", "benches/rare.rs", "benches/speed.rs", "examples/show.rs", "examples/tested.rs"})
    project.write(std::string("app/") + source, "fn main() {}\n" + mine);
  project.write("app/src/lib.rs", mine);
  for (const char* source : {"tests/slow.rs", "tests/smoke.rs"}) project.write(std::string("app/") + source, mine);
}

/// "Running tests/smoke.rs" and its like, in order.
Words programs_run(const CommandResult& result) {
  static const std::regex kLine("^ +((Running|Doc-tests) .*?)( \\(.*\\))?$");
  Words programs;
  std::istringstream lines(result.output);
  std::smatch found;
  for (std::string line; std::getline(lines, line);)
    if (std::regex_match(line, found, kLine)) programs.push_back(found[1]);
  return programs;
}

void expect_runs_of_cargo(const Project& project, const Words& words) {
  CommandResult ours = project.ferrule(words), cargos = project.cargo(words);
  EXPECT_EQ(ours.status == 0, cargos.status == 0) << testing::PrintToString(words) << ours.output << cargos.output;
  EXPECT_EQ(programs_run(ours), programs_run(cargos)) << testing::PrintToString(words) << ours.output;
}

TEST(TestTargets, AreThoseThatCargoTests) {
  Project project;
  write_workspace(project);
  for (const Words& targets : {Words{},
                               {"--lib"},
                               {"--bins"},
                               {"--tests"},
                               {"--examples"},
                               {"--benches"},
                               {"--all-targets"},
                               {"--bin", "quiet"},
                               {"--test", "smoke"},
                               {"--test", "slow"},
                               {"--test", "s*"},
                               {"--bench", "rare"},
                               {"--example", "show"},
                               {"--example", "tested"},
                               {"--example", "show", "--bins", "mine"},
                               {"mine"},
                               {"-p", "plain", "--lib"},
                               {"-p", "plain", "--lib", "--doc"},
                               {"--test", "none"}}) {
    Words words = targets;
    words.insert(words.begin(), "test");
    expect_runs_of_cargo(project, words);
  }
}

TEST(TestTargets, AreThoseThatCargoMeasures) {
  Project project;
  write_workspace(project);
  for (const Words& targets : {Words{},
                               {"--lib"},
                               {"--bins"},
                               {"--benches"},
                               {"--bench", "speed"},
                               {"--bench", "rare"},
                               {"--example", "show"},
                               {"--all-targets"},
                               {"--bench", "none"}}) {
    Words words = targets;
    words.insert(words.begin(), "bench");
    expect_runs_of_cargo(project, words);
  }
}

/// What Cargo tests by default is known: naming a part of it is no reason to ask again.
TEST(TestTargets, AreLookedUpWhereTheyAreKnown) {
  Project project;
  write_workspace(project);
  ASSERT_EQ(project.ferrule({"test", "--no-run"}).status, 0);
  const std::string inputs = project.read("target/ferrule/ferrule/recording/inputs");
  for (const Words& targets : {Words{"--tests"}, {"--test", "smoke"}, {"--bin", "app"}, {"--example", "tested"}}) {
    Words words = targets;
    words.insert(words.begin(), "test");
    EXPECT_EQ(project.ferrule(words).status, 0);
    EXPECT_EQ(project.read("target/ferrule/ferrule/recording/inputs"), inputs) << testing::PrintToString(words);
  }
}

/// Whoever names a build directory has chosen its targets.
TEST(TestTargets, OfANamedDirectoryAreItsOwn) {
  Project project;
  write_workspace(project);
  ASSERT_EQ(project.generate({"-p", "app"}).status, 0);
  const std::string options = project.read("build/ferrule/options");
  EXPECT_EQ(project.ferrule({"test", "-C", "build", "--test", "smoke"}).status, 0);
  CommandResult refused = project.ferrule({"test", "-C", "build", "--example", "show"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_TRUE(refused.says("this build directory wasn't generated with all that `cargo test --example show` builds"))
      << refused.output;
  EXPECT_EQ(project.read("build/ferrule/options"), options);
  ASSERT_EQ(project.generate({"-p", "app", "--all-targets"}).status, 0);
  CommandResult shown = project.ferrule({"test", "-C", "build", "--example", "show"});
  EXPECT_EQ(programs_run(shown), Words{"Running unittests examples/show.rs"}) << shown.output;
}

}  // namespace
}  // namespace ferrule::test
