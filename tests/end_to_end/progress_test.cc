// What `ferrule build` shows while it builds and at the end, beside Cargo.
#include <algorithm>
#include <regex>
#include <sstream>

#include "harness/gate.h"
#include "harness/project.h"
#include "harness/terminal.h"

namespace ferrule::test {
namespace {

/// A program whose build script stops at the gate, and takes note of what it sees of Ferrule's own variables.
void write_program_with_script(Project& project, const Gate& gate) {
  project.workspace({"app", "base"});
  project.library("base", "");
  project.program("app", "fn main() {}", depends_on({"base"}));
  project.write("app/build.rs",
                gate.rust_function() +
                    "\nfn main() { for name in [\"FERRULE_PROGRESS\", \"NINJA_STATUS\", \"CLICOLOR_FORCE\"] "
                    "{ assert!(std::env::var_os(name).is_none(), \"{name}\"); }\n"
                    "println!(\"cargo:rerun-if-changed=build.rs\"); stop_at_gate(); }\n");
  project.set("TERM", "xterm");
}

/// The states of the line that the cursor is in, without colours.
Words lines_of(const std::string& output) {
  const std::string plain = std::regex_replace(output, std::regex("\x1b\\[[0-9;]*[mK]"), "");
  Words lines;
  std::string line;
  for (char c : plain) {
    if (c == '\r' || c == '\n') lines.push_back(std::exchange(line, {}));
    else line += c;
  }
  return lines;
}

/// In columns: an ellipsis is one.
std::size_t width(const std::string& line) {
  return static_cast<std::size_t>(
      std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

TEST(Progress, ATerminalShowsWhatRuns) {
  for (int columns : {80, 60}) {
    Project project;
    Gate gate(project);
    write_program_with_script(project, gate);
    TerminalCommand build(project.command({FERRULE_PROGRAM, "build"}), columns);
    build.wait_for(columns == 80 ? ": app(build)" : ": app(bui…");
    gate.open();
    CommandResult result = build.wait();
    EXPECT_EQ(result.status, 0) << result.output;
    const Words lines = lines_of(result.output);
    for (const std::string& line : lines)
      if (line.starts_with("    Building ")) {
        EXPECT_LT(width(line), static_cast<std::size_t>(columns)) << line;
      }
    EXPECT_TRUE(result.says("\x1b[1;36mBuilding\x1b[0m [")) << result.output;
    // Above the bar, when it begins.
    const std::string compiling = "   Compiling app v0.1.0 (" + project.path("app") + ")";
    EXPECT_EQ(std::count(lines.begin(), lines.end(), compiling), 1) << result.output;
    const auto running = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
      return line.starts_with("    Building ") && line.find(": app(bui") != std::string::npos;
    });
    EXPECT_LT(std::find(lines.begin(), lines.end(), compiling), running) << result.output;
    EXPECT_TRUE(result.says("\x1b[1;32mCompiling\x1b[0m base")) << result.output;
    ASSERT_FALSE(lines.empty());
    EXPECT_TRUE(std::any_of(lines.begin(), lines.end(), [](const std::string& line) {
      return line.starts_with("    Finished `dev` profile [unoptimized + debuginfo] target(s) in ");
    })) << result.output;
    // That somebody listened is no reason to build again.
    CommandResult again = project.ferrule({"build"});
    EXPECT_EQ(again.count("\n"), 1) << again.output;
  }
}

TEST(Progress, WhereCargoHasNoBarThereIsNone) {
  for (const auto& [name, value] :
       {std::pair("TERM", "dumb"), std::pair("CI", "1"), std::pair("CARGO_TERM_PROGRESS_WHEN", "never")}) {
    Project project;
    project.workspace({"app"});
    project.program("app", "fn main() {}");
    project.set("TERM", "xterm");
    project.set(name, value);
    CommandResult build = TerminalCommand(project.command({FERRULE_PROGRAM, "build"}), 80).wait();
    EXPECT_EQ(build.status, 0) << build.output;
    EXPECT_FALSE(build.says("Building")) << name << build.output;
    EXPECT_TRUE(build.says("Compiling\x1b[0m app") || build.says("Compiling app")) << name << build.output;
  }
}

TEST(Progress, ABarCanBeAskedForWithoutATerminal) {
  Project project;
  Gate gate(project);
  write_program_with_script(project, gate);
  gate.open();
  project.write(".cargo/config.toml", "[term]\nprogress = { when = 'always', width = 80 }\n");
  CommandResult build = project.ferrule({"build"});
  EXPECT_TRUE(build.says("\r    Building [")) << build.output;
  EXPECT_FALSE(build.says("\x1b[1")) << build.output;
}

/// "Compiling app v0.1.0 (/w)" and its like, in order. A check compiles a macro, too: whichever begins first names it,
/// with Cargo as well.
Words packages_named(const CommandResult& result) {
  Words named;
  for (const std::string& line : lines_of(result.output))
    if (std::regex_search(line, std::regex("^ *(Compiling|Checking|Documenting) ")))
      named.push_back(line.find("macros v") == std::string::npos ? line : line.substr(line.find("macros v")));
  std::sort(named.begin(), named.end());
  return named;
}

TEST(Progress, PackagesAreNamedAsCargoNamesThem) {
  for (const Words& words : {Words{"build"}, {"test", "--no-run"}, {"check"}, {"doc"}}) {
    Project project;
    project.workspace({"app", "base", "macros"});
    project.library("base", "");
    project.library("macros", "", "lib.proc-macro = true\n");
    project.program("app", "fn main() {}\n#[test] fn one() {}", depends_on({"base", "macros"}));
    project.write("app/build.rs", "fn main() {}");
    const Words ours = packages_named(project.ferrule(words));
    EXPECT_EQ(ours, packages_named(project.cargo(words))) << words.front();
    EXPECT_FALSE(ours.empty());
  }
}

/// The last line, without the time and colours.
std::string finished(const CommandResult& result) {
  std::smatch found;
  return std::regex_search(result.output, found, std::regex("    Finished .*target\\(s\\) in ")) ? found.str() : "";
}

TEST(Progress, TheLastLineIsCargos) {
  Project project;
  project.workspace({"app", "base"}, R"(
[profile.dev.package."*"]
opt-level = 3
[profile.release]
debug = 1
[profile.quick]
inherits = "dev"
opt-level = 1
debug = false
[profile.small]
inherits = "release"
opt-level = "s"
debug = "none"
)");
  project.library("base", "");
  project.program("app", "fn main() {}\n#[test] fn one() {}", depends_on({"base"}));
  const auto expect_same = [&](const Words& ours, const Words& cargos) {
    const std::string line = finished(project.ferrule(ours));
    EXPECT_EQ(line, finished(project.cargo(cargos)));
    return line;
  };
  EXPECT_EQ(expect_same({"build"}, {"build"}), "    Finished `dev` profile [unoptimized + debuginfo] target(s) in ");
  EXPECT_EQ(expect_same({"build", "--release"}, {"build", "--release"}),
            "    Finished `release` profile [optimized + debuginfo] target(s) in ");
  EXPECT_EQ(expect_same({"build", "--profile", "quick"}, {"build", "--profile", "quick"}),
            "    Finished `quick` profile [optimized] target(s) in ");
  expect_same({"build", "--profile", "small"}, {"build", "--profile", "small"});
  expect_same({"build", "--config", "profile.dev.debug=0"}, {"build", "--config", "profile.dev.debug=0"});
  expect_same({"test", "--no-run"}, {"test", "--no-run"});
  expect_same({"test", "--no-run", "--release"}, {"test", "--no-run", "--release"});
  project.set("CARGO_PROFILE_DEV_OPT_LEVEL", "2");
  EXPECT_EQ(expect_same({"build"}, {"build"}), "    Finished `dev` profile [optimized + debuginfo] target(s) in ");
}

}  // namespace
}  // namespace ferrule::test
