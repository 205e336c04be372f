#include "launcher/jobs/memory_rule.h"

#include <algorithm>
#include <numeric>

namespace ferrule {

namespace {

Mebibytes sum(const std::vector<Mebibytes>& parts) {
  return std::accumulate(parts.begin(), parts.end(), Mebibytes{});
}

}  // namespace

Admission admit(Mebibytes need, const MemoryUse& use) {
  const bool runs_alone = use.in_turn.empty() && use.passed.empty();
  const Mebibytes passed = sum(use.passed);
  const bool fits = sum(use.in_turn) + passed + need <= use.budget && (!use.at_hand || need <= *use.at_hand);
  if (use.in_front.empty()) return fits || runs_alone ? Admission::in_turn : Admission::wait;
  const Mebibytes largest = *std::max_element(use.in_front.begin(), use.in_front.end());
  return fits && passed + need + largest <= use.budget ? Admission::passing : Admission::wait;
}

}  // namespace ferrule
