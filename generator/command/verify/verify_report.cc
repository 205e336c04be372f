#include "command/verify/verify_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace ferrule {

namespace {

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  return fmt::format("{}", fmt::join(words, separator));
}

/// The part of `line` that is worth looking at if it differs from a second one at `at`.
std::string shortened(std::string_view line, std::size_t at) {
  constexpr std::size_t kBefore = 60, kLongest = 160;
  auto whole_letter = [&](std::size_t place) {
    while (place < line.size() && (static_cast<unsigned char>(line[place]) & 0xC0) == 0x80) ++place;
    return place;
  };
  std::size_t begin = line.size() <= kLongest || at <= kBefore ? 0 : whole_letter(at - kBefore);
  std::size_t end = whole_letter(std::min(begin + kLongest, line.size()));
  return fmt::format("{}{}{}", begin > 0 ? "…" : "", line.substr(begin, end - begin), end < line.size() ? "…" : "");
}

/// A list, an item to a line; a long one is cut.
std::string items(const std::vector<std::string>& texts) {
  constexpr std::size_t kMost = 8;
  std::string text;
  for (std::size_t i = 0; i < std::min(texts.size(), kMost); ++i)
    text += fmt::format("    {}\n", shortened(texts[i], 0));
  if (texts.size() > kMost) text += fmt::format("    and {} more\n", texts.size() - kMost);
  return text;
}

}  // namespace

std::string count_of(std::size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string describe_difference(const std::string& package, const Verification& found) {
  std::string text = fmt::format("`{}` compiles to something different each time\n", package);
  if (!found.macros.empty()) text += fmt::format("  by {}\n", joined(found.macros, " or "));
  if (!found.proc_macros.empty())
    text += fmt::format("  procedural macros that it uses: `{}`\n", joined(found.proc_macros, "`, `"));
  if (found.one.empty() && found.other.empty())
    return text + "  its expanded source was the same when it was looked at\n";
  auto mismatch = std::mismatch(found.one.begin(), found.one.end(), found.other.begin(), found.other.end());
  std::size_t at = static_cast<std::size_t>(mismatch.first - found.one.begin());
  return text + fmt::format("  first difference in its expanded source:\n    - {}\n    + {}\n",
                            shortened(found.one, at), shortened(found.other, at));
}

std::string describe_obstacles(const std::string& package, bool is_script, const Verification& found) {
  std::string text =
      fmt::format("`{}`{} differs between checkouts\n", package, is_script ? ": its build script" : "");
  if (!found.paths.empty())
    text += fmt::format(
        "  {}\n{}", is_script ? "paths in what it writes to OUT_DIR:" : "paths in the library:", items(found.paths));
  if (!found.unsteady.empty()) text += "  different in each run:\n" + items(found.unsteady);
  return text;
}

}  // namespace ferrule
