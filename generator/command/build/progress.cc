#include "command/build/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/strings.h"

namespace ferrule {

namespace {

constexpr int kBarWidth = 25;
constexpr int kNarrowest = 60;

int number_of(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// "[=====>    ]"
std::string bar_of(int finished, int all) {
  const int filled = all > 0 ? std::min(kBarWidth, kBarWidth * finished / all) : 0;
  std::string bar(static_cast<std::size_t>(filled), '=');
  if (filled < kBarWidth) bar += '>';
  bar.resize(kBarWidth, ' ');
  return "[" + bar + "]";
}

/// "app v0.1.0" of "app v0.1.0 smoke", where a target stands behind the package.
std::string_view package_of(std::string_view description) {
  const std::size_t name = description.find(' '), version = description.find(' ', name + 1);
  const bool has_target =
      name != std::string_view::npos && version != std::string_view::npos && description[version + 1] != '(';
  return has_target ? description.substr(0, version) : description;
}

/// Cargo's word for what an edge does; empty for what isn't about a package.
std::string_view word_for(std::string_view verb) {
  if (verb == "GENERATE" || verb == "WATCH") return {};
  if (verb == "CHECK" || verb == "CLIPPY") return "Checking";
  if (verb == "RUN-TEST" || verb == "RUN-DOC-TEST") return "Testing";
  return "Compiling";
}

}  // namespace

void Progress::take(std::string_view line) {
  if (consume_prefix(line, kProgressStatus.substr(0, 1))) return take_status(line);
  // Said by the last line of a build in Cargo's words.
  for (std::string_view said : {"ninja: no work to do.", "ninja: build stopped:", "ninja: Entering directory"})
    if (line.starts_with(said)) return;
  clear();
  write_(std::string(line) + "\n");
}

void Progress::take_status(std::string_view status) {
  const auto [finished, behind, first] = split_once(status, ' ');
  const auto [all, description, second] = split_once(behind, ' ');
  const auto [verb, package, third] = split_once(description, ' ');
  if (width_ > 0) draw(finished, all, word_for(verb).empty() ? std::string_view() : package);
  else if (!word_for(verb).empty()) show_package(word_for(verb), package_of(package));
}

void Progress::show_package(std::string_view verb, std::string_view package) {
  if (packages_.emplace(package).second)
    write_(fmt::format("{}{} {}\n", std::string(12 - verb.size(), ' '), verb, package));
}

void Progress::draw(std::string_view finished, std::string_view all, std::string_view last) {
  std::string text = fmt::format("    {}", colored("Building"));
  std::size_t shown = std::string_view("    Building").size();
  std::string rest;
  if (width_ >= kNarrowest) rest = " " + bar_of(number_of(finished), number_of(all));
  rest += fmt::format(" {}/{}", finished, all);
  if (!last.empty()) rest += fmt::format(": {}", last);
  rest.resize(std::min(rest.size(), static_cast<std::size_t>(width_) - std::min<std::size_t>(shown + 1, width_)));
  write_("\r" + text + rest + "\x1b[K");
  has_bar_ = true;
}

void Progress::clear() {
  if (has_bar_) write_("\r\x1b[K");
  has_bar_ = false;
}

void Progress::finish() { clear(); }

std::string Progress::colored(std::string_view word) const {
  return with_colors_ ? fmt::format("\x1b[1;36m{}\x1b[0m", word) : std::string(word);
}

}  // namespace ferrule
