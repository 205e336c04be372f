#include "command/build/progress.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "base/strings.h"

namespace ferrule {

namespace {

// As Cargo has them (its util/progress.rs).
constexpr int kHeader = 15;  // "    Building " and room behind the line
constexpr int kWidest = 50;  // header, bar and numbers, however wide the terminal is
constexpr std::string_view kEllipsis = "…";
constexpr std::string_view kDocumenting = "Documenting";
constexpr std::string_view kGreen = "\x1b[1;32m", kCyan = "\x1b[1;36m";

int number_of(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// "[=====>    ]", `width` wide inside.
std::string bar_of(int width, int finished, int all) {
  const int filled = all > 0 ? std::min(width, width * finished / all) : 0;
  std::string bar(static_cast<std::size_t>(std::max(filled - 1, 0)), '=');
  if (filled > 0) bar += finished < all ? '>' : '=';
  bar.resize(static_cast<std::size_t>(width), ' ');
  return "[" + bar + "]";
}

/// As much of `text` as goes into `width` columns, the last one an ellipsis if that isn't all. (Names of packages and
/// targets are in ASCII.)
std::string cut(std::string_view text, int width) {
  if (width <= 1) return {};
  if (text.size() <= static_cast<std::size_t>(width)) return std::string(text);
  return std::string(text.substr(0, static_cast<std::size_t>(width) - 1)) + std::string(kEllipsis);
}

}  // namespace

void Progress::take(std::string_view line) {
  if (consume_prefix(line, std::string_view(&kStatusMark, 1))) return take_status(line);
  // Said by the last line of a build in Cargo's words.
  for (std::string_view said : {"ninja: no work to do.", "ninja: build stopped:", "ninja: Entering directory"})
    if (line.starts_with(said)) return;
  clear();
  write_(std::string(line) + "\n");
  draw();
}

void Progress::take_status(std::string_view status) {
  const auto [finished, behind, first] = split_once(status, ' ');
  const auto [all, description, second] = split_once(behind, ' ');
  // Cargo's own look at what has changed is in no bar.
  if (description.starts_with("GENERATE ") || description.starts_with("WATCH ")) return;
  finished_ = number_of(finished);
  all_ = number_of(all);
  draw();
}

void Progress::show_begun(const RunningEdge& edge) {
  if (edge.verb.empty()) return;
  std::set<std::string>& shown = edge.verb == kDocumenting ? documented_ : compiled_;
  if (!shown.insert(edge.package).second) return;
  clear();
  const std::size_t before = edge.verb.size() < 12 ? 12 - edge.verb.size() : 0;
  write_(fmt::format("{}{} {}\n", std::string(before, ' '), colored(edge.verb, kGreen), edge.package));
  draw();
}

void Progress::show_running(const std::vector<std::string>& names) {
  running_ = fmt::format("{}", fmt::join(names, ", "));
  if (!names.empty() || all_ > 0) draw();
}

void Progress::draw() {
  if (!columns_ || (all_ == 0 && running_.empty())) return;
  const int columns = columns_();
  const std::string numbers = all_ > 0 ? fmt::format(" {}/{}", finished_, all_) : std::string();
  const int width = std::min(columns, kWidest) - static_cast<int>(numbers.size()) - 2 - kHeader;
  if (width < 0) return;
  std::string line = bar_of(width, finished_, all_) + numbers;
  line += cut(": " + running_, columns - kHeader - static_cast<int>(line.size()));
  if (line == shown_) return;
  write_("\r    " + colored("Building", kCyan) + " " + line + "\x1b[K");
  shown_ = std::move(line);
}

void Progress::clear() {
  if (!shown_.empty()) write_("\r\x1b[K");
  shown_.clear();
}

void Progress::finish() {
  clear();
  columns_ = nullptr;
}

std::string Progress::colored(std::string_view word, std::string_view color) const {
  return with_colors_ ? fmt::format("{}{}\x1b[0m", color, word) : std::string(word);
}

}  // namespace ferrule
