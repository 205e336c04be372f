// Makes random changes to a small workspace, one after the other, and builds it after each with Ferrule and with
// Cargo. A difference ends it: it prints the seed, the changes, and how to make just these again.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "changes.h"
#include "comparison.h"
#include "random.h"
#include "world.h"

namespace ferrule::fuzz {
namespace {

struct Settings {
  std::uint64_t seed = 1;
  std::size_t steps = 20;
  std::string pipelining = "hollow";
  bool incremental = false;
  /// Of the steps, only these are made; all, if it is empty.
  std::set<std::size_t> replay;
  /// Only these kinds of change; all, if it is empty.
  std::vector<std::string> kinds;
  /// Leaves out steps as long as there is a difference.
  bool shrink = false;
  bool verbose = false;
};

struct Outcome {
  std::size_t steps = 0;    // that were made
  std::size_t units = 0;    // that Ferrule has built
  std::size_t failing = 0;  // steps whose builds failed, with both
  std::vector<std::size_t> made;
  std::string difference;
};

/// Each step has its own chance, so that leaving out one leaves the others what they are, as far as that goes.
Random random_of_step(const Settings& settings, std::size_t step) { return Random(settings.seed * 1000003 + step); }

Outcome run(const Settings& settings) {
  World world(settings.incremental, settings.pipelining);
  Comparison comparison(world, !settings.incremental);
  Outcome outcome;
  outcome.difference = comparison.step(false);
  for (std::size_t step = 1; step <= settings.steps && outcome.difference.empty(); ++step) {
    if (!settings.replay.empty() && !settings.replay.contains(step)) continue;
    Random random = random_of_step(settings, step);
    bool with_tests = random.one_in(4);
    const std::string change = make_some_change(world, random, settings.kinds);
    if (settings.verbose) std::printf("%zu: %s%s\n", step, change.c_str(), with_tests ? ", with tests" : "");
    std::fflush(stdout);
    outcome.difference = comparison.step(with_tests);
    outcome.made.push_back(step);
    ++outcome.steps;
    outcome.units += comparison.edges_ran();
    outcome.failing += comparison.built() ? 0 : 1;
  }
  return outcome;
}

std::string listed(const std::vector<std::size_t>& steps) {
  std::string text;
  for (std::size_t step : steps) text += (text.empty() ? "" : ",") + std::to_string(step);
  return text;
}

/// The kind of a difference, which must stay the same while steps are left out.
std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// Leaves out what isn't needed for the difference: halves, quarters, and so on down to single steps.
Outcome shrink(Settings settings, Outcome outcome) {
  const std::string kind = first_line(outcome.difference);
  for (std::size_t size = outcome.made.size() / 2; size > 0; size /= 2) {
    for (std::size_t from = 0; from + size < outcome.made.size();) {
      std::vector<std::size_t> fewer = outcome.made;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(from),
                  fewer.begin() + static_cast<std::ptrdiff_t>(from + size));
      settings.replay = {fewer.begin(), fewer.end()};
      settings.verbose = false;
      Outcome tried = run(settings);
      if (first_line(tried.difference) == kind) outcome = tried;
      else from += size;
    }
  }
  return outcome;
}

int report(const Settings& settings, const Outcome& outcome, double seconds) {
  if (outcome.difference.empty()) {
    std::printf("%zu steps without a difference: %zu units built, %zu builds failed with both, %.2f s a step\n",
                outcome.steps, outcome.units, outcome.failing,
                seconds / static_cast<double>(std::max<std::size_t>(outcome.steps, 1)));
    return 0;
  }
  Settings again = settings;
  again.verbose = true;
  again.replay = {outcome.made.begin(), outcome.made.end()};
  std::printf("%s\nIt takes these changes:\n", outcome.difference.c_str());
  run(again);
  std::string kinds;
  for (const std::string& kind : settings.kinds) kinds += " --kind " + kind;
  std::printf("Again: change_fuzzer --seed %llu --steps %zu --pipelining %s%s%s --replay %s\n",
              static_cast<unsigned long long>(settings.seed), outcome.made.empty() ? 0 : outcome.made.back(),
              settings.pipelining.c_str(), settings.incremental ? " --incremental" : "", kinds.c_str(),
              listed(outcome.made).c_str());
  return 1;
}

[[noreturn]] void explain_use() {
  std::printf(
      "usage: change_fuzzer [--seed N] [--steps N] [--pipelining hollow|auto|off] [--incremental] [--kind KIND]…\n"
      "                     [--replay STEP,STEP…] [--shrink] [--verbose]\nkinds of change:");
  for (const Change& change : all_changes()) std::printf(" %s", change.kind.c_str());
  std::printf("\n");
  std::exit(2);
}

Settings settings_of(const std::vector<std::string>& words) {
  Settings settings;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string& word = words[at];
    if (word == "--incremental") settings.incremental = true;
    else if (word == "--shrink") settings.shrink = true;
    else if (word == "--verbose") settings.verbose = true;
    else if (at + 1 == words.size()) explain_use();
    else if (word == "--seed") settings.seed = std::stoull(words[++at]);
    else if (word == "--steps") settings.steps = std::stoull(words[++at]);
    else if (word == "--pipelining") settings.pipelining = words[++at];
    else if (word == "--kind") settings.kinds.push_back(words[++at]);
    else if (word == "--replay") {
      std::istringstream list(words[++at]);
      for (std::string step; std::getline(list, step, ',');) settings.replay.insert(std::stoull(step));
    } else explain_use();
  }
  return settings;
}

}  // namespace
}  // namespace ferrule::fuzz

int main(int argc, char** argv) {
  using namespace ferrule::fuzz;
  const Settings settings = settings_of({argv + 1, argv + argc});
  const auto start = std::chrono::steady_clock::now();
  Outcome outcome = run(settings);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  if (!outcome.difference.empty() && settings.shrink) outcome = shrink(settings, outcome);
  return report(settings, outcome, taken.count());
}
