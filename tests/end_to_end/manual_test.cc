// Whether the commands of the manual work: those in blocks are run, those in the text must at least exist.
#include "harness/manual.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "harness/project.h"

namespace ferrule::test {
namespace {

const std::string kCheckout = FERRULE_SOURCE_DIRECTORY;

/// Where a block of commands is run.
enum class Place {
  hello,    // in a copy of samples/hello
  nocargo,  // in a copy of samples/nocargo, which needs no network
  nowhere,  // not by this test
};

struct KnownBlock {
  const char* page;
  const char* first_command;
  Place place;
  /// For `nowhere`: what runs it, or why nothing does.
  const char* reason = "";
};

constexpr KnownBlock kBlocks[] = {
    {"CONTRIBUTING.md", "cmake --preset dev", Place::nowhere,
     "they build and test Ferrule: this test is one of them"},
    {"README.md", "cmake --preset release", Place::nowhere, "tests/run.sh builds so; cmake.* tests install"},
    {"README.md", "ferrule build --release", Place::hello},
    {"README.md", "ferrule generate --release", Place::hello},
    {"README.md", "sh samples/quickstart.sh", Place::nowhere, "they install packages; .ci/run runs the second"},
    {"docs/caches.md", "sh tests/bench/wrappers.sh", Place::nowhere, "it measures for minutes"},
    {"docs/caches.md", "ferrule verify --cache", Place::nowhere,
     "it fails where there is something to name; Verify tests"},
    {"docs/ci.md", "ferrule freshness restore", Place::nowhere,
     "Freshness tests: the first run has nothing to restore"},
    {"docs/cmake.md", "cmake -B build -G Ninja -DFerrule_TOOLCHAIN", Place::nowhere,
     "it names toolchains that may not be there; cmake.* tests set both variables"},
    {"docs/coming-from-cargo.md", "ferrule generate --cargo-bench", Place::hello},
    {"docs/coming-from-cargo.md", "ferrule nextest --no-run", Place::nowhere,
     "end_to_end.Nextest, where that is in PATH"},
    {"docs/coming-from-cargo.md", "ferrule nextest run", Place::nowhere, "end_to_end.Nextest, where that is in PATH"},
    {"docs/engines.md", "ferrule generate --siso", Place::nowhere, "end_to_end.Each/Engines, where Siso is there"},
    {"docs/engines.md", "sh tests/remote/server.sh install", Place::nowhere, "it installs a server"},
    {"docs/engines.md", "siso ninja", Place::nowhere, "end_to_end.Remote, where Siso and a server are there"},
    {"docs/ide.md", "cmake -B build", Place::nocargo},
    {"docs/ide.md", "ferrule ide vscode", Place::nowhere, "end_to_end.Ide has both projects"},
    {"docs/ide.md", "ferrule rust-project", Place::hello},
    {"docs/limits.md", "ferrule verify", Place::hello},
    {"docs/performance.md", "cmake --install", Place::nowhere, "it measures for minutes"},
    {"docs/performance.md", "cmake --preset release", Place::nowhere, "it measures for minutes"},
    {"docs/performance.md", "sh tests/bench/compare.sh", Place::nowhere, "it measures for hours"},
    {"docs/timings.md", "ferrule timings", Place::hello},
    {"docs/versions.md", "RUSTUP_TOOLCHAIN=nightly", Place::nowhere, "it takes a nightly toolchain"},
    {"docs/versions.md", "cmake --preset release", Place::nowhere, "it downloads old toolchains"},
    {"samples/hello/README.md", "cargo build", Place::hello},
    {"samples/mixed/README.md", "cmake --preset dev", Place::nowhere, "cmake.samples.mixed, where crates can be had"},
    {"samples/mixed/README.md", "echo", Place::nowhere, "samples/nocargo has the same"},
    {"samples/nocargo/README.md", "cmake --preset dev", Place::nocargo},
    {"samples/nocargo/README.md", "echo", Place::nocargo},
    {"samples/service/README.md", "cargo build", Place::nowhere, "parity tests, where crates can be had"},
    {"samples/service/README.md", "cargo run -p service -- --self-check", Place::nowhere, "it needs its crates"},
    {"samples/service/README.md", "cargo run -p service-cli", Place::nowhere, "it starts a server that stays"},
    {"samples/service/README.md", "cargo run -p service-store", Place::nowhere, "it needs its crates"},
    {"samples/service/README.md", "curl", Place::nowhere, "it needs that server"},
};

const KnownBlock* find_known(const CommandBlock& block) {
  for (const KnownBlock& known : kBlocks)
    if (block.page == known.page && block.text.starts_with(known.first_command)) return &known;
  return nullptr;
}

std::vector<CommandBlock> all_blocks() {
  std::vector<CommandBlock> blocks;
  for (const std::string& page : manual_pages(kCheckout))
    for (CommandBlock& block : command_blocks(kCheckout, page)) blocks.push_back(std::move(block));
  return blocks;
}

TEST(Manual, EveryBlockOfCommandsIsKnownToThisTest) {
  std::size_t found = 0;
  for (const CommandBlock& block : all_blocks()) {
    EXPECT_NE(find_known(block), nullptr) << block.page << ":" << block.line << ": add this block to kBlocks\n"
                                          << block.text;
    ++found;
  }
  EXPECT_EQ(found, std::size(kBlocks)) << "a block of kBlocks is gone";
}

/// The project, and Ferrule installed beside it, as the manual takes it to be.
void prepare(Project& project, const char* sample) {
  project.copy_from(kCheckout + "/samples/" + sample);
  const std::string prefix = project.path("../installed");
  ASSERT_TRUE(succeeded(project.run({"cmake", "--install", FERRULE_BINARY_DIRECTORY, "--prefix", prefix})));
  project.set("PATH", prefix + "/bin:" + project.environment().at("PATH"));
  project.set("CMAKE_PREFIX_PATH", prefix);
}

void run_blocks(const Project& project, Place place) {
  for (const CommandBlock& block : all_blocks()) {
    const KnownBlock* known = find_known(block);
    if (known == nullptr || known->place != place) continue;
    std::istringstream lines(block.text);
    for (std::string line; std::getline(lines, line);) {
      if (line.empty()) continue;
      // The directory of a CMake project, in a block that is for both.
      if (place == Place::hello && line.find(" -C build ") != std::string::npos) continue;
      SCOPED_TRACE(block.page + ":" + std::to_string(block.line) + ": " + line);
      EXPECT_TRUE(succeeded(project.run({"sh", "-ec", line})));
    }
  }
}

TEST(Manual, CommandsForAWorkspaceRun) {
  Project project;
  prepare(project, "hello");
  run_blocks(project, Place::hello);
}

TEST(Manual, CommandsForACMakeProjectRun) {
  Project project;
  prepare(project, "nocargo");
  run_blocks(project, Place::nocargo);
}

// --- Commands in the text ----------------------------------------------------------------------------

Words words_of(const std::string& text) {
  std::istringstream stream(text);
  Words words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

/// What `ferrule COMMAND --help` prints, or "" if there is no such command.
class Helps {
 public:
  const std::string& of(const std::string& command) {
    auto [entry, is_new] = texts_.try_emplace(command);
    if (is_new) {
      CommandResult result = project_.ferrule({command, "--help"});
      if (result.status == 0) entry->second = result.output;
    }
    return entry->second;
  }

 private:
  Project project_;
  std::map<std::string, std::string> texts_;
};

/// Whether a help text lists an option: "-C DIR", "-j,--jobs N".
bool lists(const std::string& help, const std::string& option) {
  for (std::size_t at = help.find(option); at != std::string::npos; at = help.find(option, at + 1)) {
    const char before = at == 0 ? ' ' : help[at - 1];
    const char after = at + option.size() < help.size() ? help[at + option.size()] : ' ';
    const bool begins = before == ' ' || before == ',';
    if (begins && (after == ' ' || after == ',' || after == '\n' || after == '[')) return true;
  }
  return false;
}

/// Checks what follows `ferrule`.
void expect_to_exist(Helps& helps, const Words& words) {
  if (words.empty() || words.front().starts_with('-')) return;
  // Not commands of users: what the file that cmake-calls reads has for each call.
  if (words.front() == "cmake-crate" || words.front() == "cmake-root") return;
  const std::string& help = helps.of(words.front());
  EXPECT_NE(help, "") << "there is no command `" << words.front() << "`";
  for (const std::string& word : words) {
    if (word == "--") return;
    if (!word.starts_with('-')) continue;
    const std::string option = word.substr(0, word.find('='));
    EXPECT_TRUE(lists(help, option)) << "`ferrule " << words.front() << "` has no option " << option;
  }
}

TEST(Manual, CommandsInTheTextExistWithTheirOptions) {
  Helps helps;
  int checked = 0;
  for (const std::string& page : manual_pages(kCheckout))
    for (const CodeSpan& span : code_spans(kCheckout, page)) {
      Words words = words_of(span.text);
      if (words.size() > 1 && words[0] == "cargo" && words[1] == "ferrule") words.erase(words.begin());
      if (words.size() < 2 || words[0] != "ferrule") continue;
      words.erase(words.begin());
      SCOPED_TRACE(page + ":" + std::to_string(span.line) + ": `" + span.text + "`");
      expect_to_exist(helps, words);
      ++checked;
    }
  EXPECT_GT(checked, 50);
}

}  // namespace
}  // namespace ferrule::test
