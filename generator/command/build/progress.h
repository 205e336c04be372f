// Shows a build as Cargo does: a line for each package, and on a terminal a bar with what runs below them.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress_address.h"
#include "formats/running_edge.h"

namespace ferrule {

/// NINJA_STATUS, by which Progress knows ninja's status lines: how many edges are finished, and of how many.
inline constexpr std::string_view kProgressStatus = "\x02%f %t ";
static_assert(kProgressStatus.front() == kStatusMark);

class Progress {
 public:
  using Write = std::function<void(std::string_view)>;
  /// How many columns the bar's line may take at the moment.
  using Columns = std::function<int()>;

  /// Without `columns` there is no bar.
  Progress(Columns columns, bool with_colors, Write write)
      : columns_(std::move(columns)), with_colors_(with_colors), write_(std::move(write)) {}

  /// A line of ninja's standard output.
  void take(std::string_view line);
  /// Names the package, once when it is compiled or checked and once when it is documented.
  void show_begun(const RunningEdge& edge);
  /// What runs now, in Cargo's words for it.
  void show_running(const std::vector<std::string>& names);
  /// Removes the bar.
  void finish();

 private:
  void take_status(std::string_view status);
  void draw();
  void clear();
  std::string colored(std::string_view word, std::string_view color) const;

  Columns columns_;
  bool with_colors_;
  Write write_;
  int finished_ = 0;
  int all_ = 0;  // 0 until ninja has said it
  std::string running_;
  std::string shown_;                            // the bar as it stands there; empty for none
  std::set<std::string> compiled_, documented_;  // packages
};

}  // namespace ferrule
