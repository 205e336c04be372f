#include "plan/splits/split_choice.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "plan/splits/schedule.h"

namespace ferrule {

namespace {

/// After so many splits without any gain there is none to be expected.
constexpr int kPatience = 8;
/// No build has had more splits that each saved a 300th.
constexpr std::size_t kMostSplits = 64;
/// A split that saves less than this part of a clean build, or of a rebuild, isn't worth its work: times are not that
/// exact. A rebuild is simulated by a clean build's times, and compiles incrementally.
constexpr Milliseconds kLeastPartOfBuild = 300;
constexpr Milliseconds kLeastPartOfRebuild = 10;
/// So many units are tried one by one, and one that saves so little of a build stays as it is.
constexpr std::size_t kTried = 100;
constexpr Milliseconds kLeastPartOfTry = 1000;
/// A clean build may take this part longer for the sake of rebuilds.
constexpr Milliseconds kTolerancePart = 100;
/// Rebuilds that are looked at: the longest ones.
constexpr std::size_t kRebuilds = 3;

bool is_library(const TimedUnit& unit) { return unit.kind == TimedUnit::Kind::library; }

/// How much earlier a unit's dependents start when it is split; of what is linked, how much of it can be done before
/// the libraries are there.
Milliseconds gain_of(const TimedUnit& unit) {
  return is_library(unit) ? unit.times.whole - unit.times.metadata : unit.times.whole - unit.times.codegen;
}

/// By place in the graph: whether a library depends on it. To others its metadata is of no use.
std::vector<bool> used_by_libraries(const TimedGraph& graph) {
  std::vector<bool> used(graph.size());
  for (const TimedUnit& unit : graph)
    if (is_library(unit))
      for (std::size_t dependency : unit.dependencies) used[dependency] = true;
  return used;
}

using Built = std::vector<bool>;  // empty for everything

/// The rebuilds after an edit of a path library that take longest.
std::vector<Built> longest_rebuilds(const TimedGraph& graph) {
  Work work = make_work(graph, std::vector<bool>(graph.size()));
  std::vector<Milliseconds> remaining = critical_times(work);
  std::vector<std::pair<Milliseconds, std::size_t>> edits;
  for (std::size_t job = 0; job < work.jobs().size(); ++job) {
    const TimedUnit& unit = graph[work.jobs()[job].unit];
    if (unit.is_path && is_library(unit) && work.jobs()[job].part == Job::Part::whole)
      edits.emplace_back(-remaining[job], work.jobs()[job].unit);
  }
  std::sort(edits.begin(), edits.end());
  if (edits.size() > kRebuilds) edits.resize(kRebuilds);
  std::vector<Built> rebuilds;
  for (const auto& [time, unit] : edits) rebuilds.push_back(rebuilt_after(graph, unit));
  return rebuilds;
}

class Chooser {
 public:
  explicit Chooser(const SplitQuestion& question)
      : question_(question), graph_(question.graph), split_(graph_.size()) {
    for (std::size_t i = 0; i < graph_.size(); ++i) split_[i] = graph_[i].can_split && decided(i) == Split::yes;
  }

  std::vector<bool> choose() {
    improve({{}}, {}, kLeastPartOfBuild);
    polish();
    if (question_.is_estimated) insure();
    Milliseconds clean = try_out({{}}).length;
    std::vector<Built> rebuilds = longest_rebuilds(graph_);
    if (!rebuilds.empty()) improve(rebuilds, clean + clean / kTolerancePart, kLeastPartOfRebuild);
    return std::move(split_);
  }

 private:
  Split decided(std::size_t unit) const {
    return unit < question_.decided.size() ? question_.decided[unit] : Split::open;
  }

  /// What the splits so far come to.
  struct Outcome {
    Milliseconds length = 0;  // of all builds together
    /// The unit on the builds' critical paths that gains most by being split.
    std::optional<std::size_t> most_in_the_way;
  };

  Outcome try_out(const std::vector<Built>& builds) const {
    Outcome outcome;
    Milliseconds most = 0;
    for (const Built& built : builds) {
      Work work = make_work(graph_, split_, built);
      Schedule schedule = simulate(work, question_.cores);
      outcome.length += schedule.length;
      for (std::size_t job : schedule.critical_path.jobs) {
        std::size_t unit = work.jobs()[job].unit;
        Milliseconds gain = gain_of(graph_[unit]);
        if (!graph_[unit].can_split || split_[unit] || decided(unit) != Split::open || gain <= most) continue;
        most = gain;
        outcome.most_in_the_way = unit;
      }
    }
    return outcome;
  }

  /// Adds splits that make these builds shorter, each by at least a `least_part`th, while a clean build takes no
  /// longer than `limit`.
  void improve(const std::vector<Built>& builds, std::optional<Milliseconds> limit, Milliseconds least_part) {
    Outcome now = try_out(builds);
    Milliseconds best = now.length;
    std::vector<std::size_t> added;
    std::size_t kept = 0;
    for (int idle = 0; idle < kPatience && added.size() < kMostSplits && now.most_in_the_way; ++idle) {
      added.push_back(*now.most_in_the_way);
      split_[added.back()] = true;
      now = try_out(builds);
      if (now.length >= best || (limit && try_out({{}}).length > *limit)) continue;
      best = now.length;
      kept = added.size();
      idle = -1;
    }
    for (std::size_t i = kept; i < added.size(); ++i) split_[added[i]] = false;
    added.resize(kept);
    take_back(added, builds, best, least_part);
  }

  /// What is split by the critical path may not be best where chains are nearly as long and cores are few. So what is
  /// on long chains is tried the other way round, one by one.
  void polish() {
    Milliseconds best = try_out({{}}).length;
    for (Milliseconds before = best + 1; best < before;) {
      before = best;
      for (std::size_t unit : on_long_chains()) {
        split_[unit] = !split_[unit];
        Milliseconds length = try_out({{}}).length;
        if (length < best - best / kLeastPartOfTry) best = length;
        else split_[unit] = !split_[unit];
      }
    }
  }

  /// What may be split or not, on chains nearly as long as the longest, by the length of their chains.
  std::vector<std::size_t> on_long_chains() const {
    Work work = make_work(graph_, split_);
    std::vector<Milliseconds> chains = chains_through(work), longest(graph_.size());
    for (std::size_t job = 0; job < chains.size(); ++job) {
      std::size_t unit = work.jobs()[job].unit;
      longest[unit] = std::max(longest[unit], chains[job]);
    }
    std::vector<std::pair<Milliseconds, std::size_t>> found;
    for (std::size_t unit = 0; unit < graph_.size(); ++unit)
      if (graph_[unit].can_split && decided(unit) == Split::open && gain_of(graph_[unit]) > 0)
        found.emplace_back(-longest[unit], unit);
    std::sort(found.begin(), found.end());
    if (found.size() > kTried) found.resize(kTried);
    std::vector<std::size_t> units;
    for (const auto& [chain, unit] : found) units.push_back(unit);
    return units;
  }

  /// The libraries that may be split, on chains at least half as long as the longest, by the length of their chains.
  std::vector<std::size_t> next_in_the_way() const {
    Work work = make_work(graph_, split_);
    std::vector<Milliseconds> chains = chains_through(work);
    if (chains.empty()) return {};
    Milliseconds longest = *std::max_element(chains.begin(), chains.end());
    std::vector<bool> used = used_by_libraries(graph_);
    std::vector<std::pair<Milliseconds, std::size_t>> found;
    for (std::size_t job = 0; job < chains.size(); ++job) {
      std::size_t unit = work.jobs()[job].unit;
      if (work.jobs()[job].part == Job::Part::whole && is_library(graph_[unit]) && used[unit] &&
          decided(unit) == Split::open && graph_[unit].times.metadata < graph_[unit].times.whole &&
          chains[job] * 2 >= longest)
        found.emplace_back(-chains[job], unit);
    }
    std::sort(found.begin(), found.end());
    std::vector<std::size_t> units;
    for (const auto& [chain, unit] : found) units.push_back(unit);
    return units;
  }

  /// As many more splits as cost nothing: bisection, for each split adds work.
  void insure() {
    const std::vector<std::size_t> units = next_in_the_way();
    const std::vector<bool> before = split_;
    const Milliseconds limit = try_out({{}}).length;
    std::size_t fits = 0, too_many = units.size() + 1;
    while (too_many - fits > 1) {
      std::size_t count = (fits + too_many) / 2;
      split_first(units, count, before);
      (try_out({{}}).length <= limit ? fits : too_many) = count;
    }
    split_first(units, fits, before);
  }

  void split_first(const std::vector<std::size_t>& units, std::size_t count, const std::vector<bool>& before) {
    split_ = before;
    for (std::size_t i = 0; i < count; ++i) split_[units[i]] = true;
  }

  void take_back(const std::vector<std::size_t>& added, const std::vector<Built>& builds, Milliseconds best,
                 Milliseconds least_part) {
    Milliseconds least = best / least_part;
    for (auto unit = added.rbegin(); unit != added.rend(); ++unit) {
      split_[*unit] = false;
      Milliseconds without = try_out(builds).length;
      if (without > best + least) split_[*unit] = true;
      else best = std::min(best, without);
    }
  }

  const SplitQuestion& question_;
  const TimedGraph& graph_;
  std::vector<bool> split_;
};

}  // namespace

std::vector<bool> choose_splits(const SplitQuestion& question) { return Chooser(question).choose(); }

std::vector<SplitSaving> savings_of(const TimedGraph& graph, int cores, const std::vector<bool>& split) {
  std::vector<Built> builds = longest_rebuilds(graph);
  builds.insert(builds.begin(), Built());
  auto length = [&](const std::vector<bool>& chosen, const Built& built) {
    return simulate(make_work(graph, chosen, built), cores).length;
  };
  std::vector<Milliseconds> with;
  for (const Built& built : builds) with.push_back(length(split, built));
  std::vector<SplitSaving> savings;
  std::vector<bool> without = split;
  for (std::size_t unit = 0; unit < graph.size(); ++unit) {
    if (!split[unit]) continue;
    without[unit] = false;
    SplitSaving saving{unit};
    for (std::size_t i = 0; i < builds.size(); ++i) {
      Milliseconds saved = length(without, builds[i]) - with[i];
      if (i == 0) saving.build = saved;
      else saving.rebuild = std::max(saving.rebuild, saved);
    }
    without[unit] = true;
    savings.push_back(saving);
  }
  return savings;
}

}  // namespace ferrule
