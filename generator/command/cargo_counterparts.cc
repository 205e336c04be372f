#include "command/cargo_counterparts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/strings.h"

namespace ferrule {

namespace {

struct Counterpart {
  std::string_view cargos;
  std::string_view help;
};

constexpr std::string_view kVerbose =
    "`ninja -v` shows the commands of edges; their files in `actions/` show the rest";
constexpr std::string_view kArtifacts = "the build directory has executables in `bin/` and libraries in `lib/`";

constexpr std::array kOptions = {
    Counterpart{"--artifact-dir", kArtifacts},
    Counterpart{"--out-dir", kArtifacts},
    Counterpart{"--build-plan",
                "`cargo build --build-plan` prints it; `ninja -t commands` lists the edges of a build"},
    Counterpart{"--color",
                "set NO_COLOR=1 when you call ninja for output without colours; on a terminal it has colours"},
    Counterpart{"--doc", "`ferrule test --doc` runs documentation tests"},
    Counterpart{"--dry-run", "`ninja -n` shows what would run"},
    Counterpart{"--future-incompat-report", "run `cargo build --future-incompat-report`"},
    Counterpart{"--keep-going", "`ferrule build --keep-going` or `ninja -k 0` keeps going after the first error"},
    Counterpart{"--lockfile-path", "Cargo.lock must be beside the workspace's Cargo.toml"},
    Counterpart{"--message-format", "`ferrule check --message-format json` prints messages as JSON"},
    Counterpart{"--no-fail-fast", "`ferrule test --no-fail-fast` or `ninja -k 0 test` runs all tests"},
    Counterpart{"--no-run", "`ferrule test --no-run` or `ninja tests` builds the tests without running them"},
    Counterpart{"--target-dir", "`-C DIR` names the build directory"},
    Counterpart{"--timings", "`ferrule timings` shows the last build; `ferrule plan` what a clean one would take"},
    Counterpart{"--unit-graph", "`cargo build --unit-graph` prints it; `ninja -t graph` shows the edges of a build"},
    Counterpart{"--verbose", kVerbose},
};

constexpr std::array kCommands = {
    Counterpart{"clippy", "`ferrule check --clippy` lints"},
};

/// "-v", "-vv" and so on.
bool is_verbose(std::string_view word) {
  return word.size() > 1 && word[0] == '-' && word.find_first_not_of('v', 1) == std::string_view::npos;
}

template <std::size_t size>
const Counterpart* find_in(const std::array<Counterpart, size>& table, std::string_view word) {
  auto found = std::find_if(table.begin(), table.end(), [&](const Counterpart& one) { return one.cargos == word; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace

std::optional<std::string> explain_cargo_option(std::string_view command, const std::vector<std::string>& unknown) {
  for (const std::string& word : unknown) {
    std::string_view name = is_verbose(word) ? "--verbose" : split_once(word, '=').first;
    if (const Counterpart* known = find_in(kOptions, name))
      return fmt::format("error: `{}` is a Cargo option that `ferrule {}` doesn't have\nhelp: {}\n",
                         split_once(word, '=').first, command, known->help);
  }
  return std::nullopt;
}

std::optional<std::string> explain_cargo_command(std::string_view command) {
  if (command.size() > 1 && command[0] == '+')
    return fmt::format("help: set RUSTUP_TOOLCHAIN={} to choose a toolchain\n", command.substr(1));
  const Counterpart* known = find_in(kCommands, command);
  if (known == nullptr) return std::nullopt;
  return fmt::format("help: {}\n", known->help);
}

}  // namespace ferrule
