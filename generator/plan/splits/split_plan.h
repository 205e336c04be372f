// What was planned for a build directory, kept there as ferrule/plan: which libraries are split, and the times that
// this and the order of the edges were decided by. A plan holds for the life of a build directory: other splits would
// mean to build again what is built.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "graph/unit_times.h"
#include "plan/splits/split_choice.h"

namespace ferrule {

/// Relative to the build directory.
inline constexpr std::string_view kPlanFile = "ferrule/plan";

struct SplitPlan {
  struct Entry {
    UnitTimes times;
    /// Open where `--pipelining auto` has not been asked for, and for what is no library.
    Split split = Split::open;
  };
  /// How many cores the splits are for; 0 if none have been chosen.
  int cores = 0;
  std::map<std::string, Entry> units;  // by Unit::id

  /// A field file; a record for each unit.
  std::string text() const;
  static Result<SplitPlan> parse(std::string_view text, std::string_view origin);
};

}  // namespace ferrule
