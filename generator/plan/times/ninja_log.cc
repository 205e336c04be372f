#include "plan/times/ninja_log.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>

#include "base/strings.h"

namespace ferrule {

namespace {

bool parse_number(std::string_view text, Milliseconds& number) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

std::optional<LoggedOutput> parse_line(std::string_view line) {
  std::vector<std::string_view> columns = split(line, '\t');
  LoggedOutput logged;
  if (columns.size() != 5 || !parse_number(columns[0], logged.start) || !parse_number(columns[1], logged.end) ||
      logged.end < logged.start)
    return std::nullopt;
  logged.output = columns[3];
  logged.command_hash = columns[4];
  logged.time = logged.end - logged.start;
  return logged;
}

bool is_known_version(std::string_view line) {
  return line == "# ninja log v5" || line == "# ninja log v6" || line == "# ninja log v7";
}

bool is_same_run(const LoggedOutput& a, const LoggedOutput& b) {
  return a.start == b.start && a.end == b.end && a.command_hash == b.command_hash;
}

/// How much of a core an edge had between the starts and ends of others.
class Shares {
 public:
  Shares(std::span<const LoggedOutput> build, int cores) {
    std::map<Milliseconds, int> changes;
    for (std::size_t i = 0; i < build.size(); ++i) {
      if (i > 0 && is_same_run(build[i - 1], build[i])) continue;
      ++changes[build[i].start];
      --changes[build[i].end];
    }
    int running = 0;
    double given = 0;
    Milliseconds before = 0;
    for (const auto& [moment, change] : changes) {
      given += static_cast<double>(moment - before) * std::min(1.0, running == 0 ? 1.0 : 1.0 * cores / running);
      given_by_[moment] = given;
      before = moment;
      running += change;
    }
  }

  Milliseconds between(Milliseconds start, Milliseconds end) const {
    return static_cast<Milliseconds>(given_by_.at(end) - given_by_.at(start) + 0.5);
  }

 private:
  std::unordered_map<Milliseconds, double> given_by_;
};

/// ninja appends a line when an edge ends and counts from its own start, so where the end goes back a new build
/// begins.
void share_out(std::vector<LoggedOutput>& log, int cores) {
  std::size_t builds = 1;
  for (std::size_t i = 1; i < log.size(); ++i) builds += log[i].end < log[i - 1].end ? 1 : 0;
  // When ninja has compacted its log, the order is lost.
  if (builds > 8 && builds > log.size() / 4) return;
  for (std::size_t first = 0, last = 0; first < log.size(); first = last) {
    last = first + 1;
    while (last < log.size() && log[last].end >= log[last - 1].end) ++last;
    Shares shares({&log[first], last - first}, cores);
    for (std::size_t i = first; i < last; ++i) log[i].time = shares.between(log[i].start, log[i].end);
  }
}

std::vector<LoggedOutput> without_superseded(std::vector<LoggedOutput> log) {
  std::unordered_map<std::string_view, std::size_t> last;
  for (std::size_t i = 0; i < log.size(); ++i) last[log[i].output] = i;
  std::vector<LoggedOutput> kept;
  for (std::size_t i = 0; i < log.size(); ++i)
    if (last.at(log[i].output) == i) kept.push_back(log[i]);
  return kept;
}

}  // namespace

std::vector<LoggedOutput> parse_ninja_log(std::string_view text, int cores) {
  std::vector<std::string_view> lines = split(text, '\n');
  std::vector<LoggedOutput> log;
  if (!is_known_version(trim(lines.front()))) return log;
  for (std::size_t i = 1; i < lines.size(); ++i)
    if (std::optional<LoggedOutput> logged = parse_line(lines[i])) log.push_back(std::move(*logged));
  share_out(log, cores);
  return without_superseded(std::move(log));
}

}  // namespace ferrule
