// The times of earlier builds, kept in the build directory as ferrule/times: ninja's log forgets an edge with its
// output's name, and that changes with every compiler.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "graph/crate_graph.h"
#include "graph/unit_times.h"
#include "plan/times/ninja_log.h"

namespace ferrule {

/// Relative to the build directory.
inline constexpr std::string_view kTimesFile = "ferrule/times";

class KnownTimes {
 public:
  /// Takes over what a log tells of the units of `graph`. A later time replaces an earlier one, except of what
  /// compiles incrementally: there the longest counts, for it is what a clean build takes.
  void learn(const CrateGraph& graph, std::span<const LoggedOutput> log);

  /// The unit's times; where nothing is known of its id, those of the unit that had its name before.
  MeasuredTimes find(const Unit& unit) const;

  bool empty() const { return records_.empty(); }

  /// A field file; a record for each unit.
  std::string text() const;
  static Result<KnownTimes> parse(std::string_view text, std::string_view origin);

 private:
  struct Record {
    std::string name;  // stable_name()
    MeasuredTimes times;
  };
  void forget_all_but(const CrateGraph& graph);

  std::map<std::string, Record> records_;  // by unit id
};

}  // namespace ferrule
