// Which edge may start by the memory that it is expected to take. Nothing but the rule; who runs and who waits is
// known by memory_pool.h.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace ferrule {

using Mebibytes = std::int64_t;

/// What the others take or would take, as an edge that wants to start sees it.
struct MemoryUse {
  /// What all edges may take together.
  Mebibytes budget = 0;
  /// What edges that run are expected to take: those that nobody waited for when they started, or that were the first
  /// of those that waited,
  std::vector<Mebibytes> in_turn;
  /// and those that started while another waited.
  std::vector<Mebibytes> passed;
  /// What those need that wait and came before this one.
  std::vector<Mebibytes> in_front;
  /// What the machine has at this moment, where that counts.
  std::optional<Mebibytes> at_hand;
};

enum class Admission {
  wait,
  in_turn,
  passing,  // before another that waits
};

/// An edge starts if what it needs fits into what the running ones leave of the budget. One by itself always starts:
/// so no build stops for want of memory.
///
/// Who waits is passed only by edges that leave it room beside all that have passed so far. So it waits for those
/// alone that ran when it came, and for those that waited before it; and smaller edges still use what it can't.
Admission admit(Mebibytes need, const MemoryUse& use);

}  // namespace ferrule
