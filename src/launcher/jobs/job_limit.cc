#include "launcher/jobs/job_limit.h"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

#include "base/files.h"
#include "base/strings.h"
#include "launcher/process/ancestors.h"

namespace ferrule {

namespace {

template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number = 0;
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

constexpr std::array<std::string_view, 4> kNinjas = {"ninja", "ninja-build", "samu", "n2"};

/// "max 100000" or "150000 100000": the time in each period, and the period.
std::optional<int> parse_quota(std::string_view text) {
  Halves parts = split_once(trim(text), ' ');
  std::optional<long> quota = parse_number<long>(parts.first), period = parse_number<long>(parts.second);
  if (!quota || !period || *period <= 0) return std::nullopt;
  return static_cast<int>(std::max(1L, (*quota + *period - 1) / *period));
}

/// The smallest quota of the control groups that this process is in.
std::optional<int> processors_by_quota() {
  Result<std::string> groups = read_file("/proc/self/cgroup");
  if (!groups) return std::nullopt;
  std::optional<int> smallest;
  for (std::string_view line : split(*groups, '\n')) {
    if (!consume_prefix(line, "0::")) continue;
    for (std::string group(line); group.size() > 1; group = directory_of(group))
      if (Result<std::string> text = read_file("/sys/fs/cgroup" + group + "/cpu.max"))
        if (std::optional<int> quota = parse_quota(*text)) smallest = std::min(smallest.value_or(*quota), *quota);
  }
  return smallest;
}

}  // namespace

std::optional<BuildTool> find_ninja() {
  std::optional<RunningProcess> ninja = find_ancestor(kNinjas);
  if (!ninja) return std::nullopt;
  return BuildTool{ninja->id, parse_ninja_jobs(ninja->arguments)};
}

std::optional<int> parse_ninja_jobs(const std::vector<std::string>& arguments) {
  constexpr std::string_view kWithValue = "Cdfjklptw";
  std::optional<int> jobs;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    std::string_view word = arguments[i];
    if (word.starts_with("--") || !consume_prefix(word, "-")) continue;
    std::size_t at = word.find_first_of(kWithValue);
    if (at == std::string_view::npos) continue;
    std::string_view value = word.substr(at + 1);
    if (value.empty() && i + 1 < arguments.size()) value = arguments[++i];
    if (word[at] == 'j')
      if (std::optional<int> number = parse_number<int>(value)) jobs = std::max(0, *number);
  }
  return jobs;
}

int available_processors() {
  cpu_set_t processors;
  // The set has no room for more than 1,024.
  bool fits = sched_getaffinity(0, sizeof processors, &processors) == 0;
  int number = fits ? CPU_COUNT(&processors) : static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN));
  return std::max(1, std::min(number, processors_by_quota().value_or(number)));
}

}  // namespace ferrule
