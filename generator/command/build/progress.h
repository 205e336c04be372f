// Shows a build as Cargo does: on a terminal a bar with what was finished last, elsewhere a line for each package.
#pragma once

#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace ferrule {

/// NINJA_STATUS, by which Progress knows ninja's status lines: how many edges are finished, and of how many.
inline constexpr std::string_view kProgressStatus = "\x02%f %t ";

class Progress {
 public:
  using Write = std::function<void(std::string_view)>;

  /// `width` is the terminal's in columns, 0 without a terminal.
  Progress(int width, bool with_colors, Write write)
      : width_(width), with_colors_(with_colors), write_(std::move(write)) {}

  /// A line of ninja's standard output.
  void take(std::string_view line);
  /// Removes the bar.
  void finish();

 private:
  void take_status(std::string_view status);
  void show_package(std::string_view verb, std::string_view package);
  void draw(std::string_view finished, std::string_view all, std::string_view last);
  void clear();
  std::string colored(std::string_view word) const;

  int width_;
  bool with_colors_;
  Write write_;
  bool has_bar_ = false;
  std::set<std::string, std::less<>> packages_;
};

}  // namespace ferrule
