// How long the edges of a unit take, in milliseconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

namespace ferrule {

using Milliseconds = std::int64_t;

/// The unit's edges, whether it has them in a plan or not.
struct UnitTimes {
  /// The one edge of a fused library, or of anything else.
  Milliseconds whole = 0;
  /// The two edges of a split library; of what is linked, compiling and linking.
  Milliseconds metadata = 0;
  Milliseconds codegen = 0;
  bool operator==(const UnitTimes&) const = default;
};

/// What earlier builds tell of a unit: only edges that have run are there.
struct MeasuredTimes {
  std::optional<Milliseconds> whole, metadata, codegen;
  bool operator==(const MeasuredTimes&) const = default;
};

/// By Unit::id.
using UnitTimesById = std::unordered_map<std::string, UnitTimes>;

}  // namespace ferrule
