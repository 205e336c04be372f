#include "launcher/jobs/memory_pool.h"

#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace ferrule {

namespace {

// The bytes of the file. What is locked in one of the three lists is as long as it is expected to take MiB, and one
// more, so that nothing is something.
constexpr std::int64_t kList = std::int64_t{1} << 60;
constexpr std::int64_t kSeat = std::int64_t{1} << 24;  // from one to the next of a list; 16 TiB
constexpr Mebibytes kMost = kSeat - 2;

constexpr ByteRange kTurn = {0, 1};      // who looks and takes
constexpr std::int64_t kBudget = 1;      // shared: what there was
constexpr std::int64_t kInTurn = kList;  // exclusive, each
constexpr std::int64_t kPassed = 2 * kList;
constexpr std::int64_t kLine = 3 * kList;  // in the order in which they came

std::vector<Mebibytes> amounts(const std::vector<ByteRange>& locks) {
  std::vector<Mebibytes> amounts;
  for (const ByteRange& lock : locks) amounts.push_back(lock.length - 1);
  return amounts;
}

void wait_for_a_moment() {
  constexpr int kMilliseconds = 10;
  timespec moment = {0, kMilliseconds * 1'000'000};
  nanosleep(&moment, nullptr);
}

}  // namespace

std::optional<MemoryPool> MemoryPool::open(const std::string& path) {
  std::optional<LockFile> file = LockFile::open(path);
  if (!file) return std::nullopt;
  return MemoryPool(std::move(*file));
}

bool MemoryPool::wait_and_take(Mebibytes need, Mebibytes budget) { return wait_and_take(need, budget, nullptr); }

bool MemoryPool::wait_and_take(Mebibytes need, const Measure& measure) {
  const std::optional<Mebibytes> budget = common_budget(measure);
  if (!budget) return true;
  constexpr int kPart = 8;
  return wait_and_take(need, *budget, need > *budget / kPart ? &measure : nullptr);
}

std::optional<Mebibytes> MemoryPool::common_budget(const Measure& measure) {
  if (!file_.wait_exclusive(kTurn)) return std::nullopt;
  std::optional<Mebibytes> budget;
  if (std::optional<ByteRange> known = file_.lock_of_others({kBudget, kSeat})) budget = known->length;
  else if ((budget = measure())) budget = std::clamp<Mebibytes>(*budget, 1, kMost);
  if (budget) file_.try_shared({kBudget, *budget});
  file_.unlock(kTurn);
  return budget;
}

bool MemoryPool::wait_and_take(Mebibytes need, Mebibytes budget, const Measure* at_hand) {
  need = std::clamp<Mebibytes>(need, 0, kMost);
  for (;;) {
    const std::optional<Mebibytes> now = at_hand == nullptr ? std::nullopt : (*at_hand)();
    // Of two that look at once, one must see what the other takes.
    if (!file_.wait_exclusive(kTurn)) return false;
    MemoryUse use = look();
    use.budget = budget;
    use.at_hand = now;
    const bool took = try_take(need, std::move(use));
    if (!took && !place_) wait_in_line(need);
    file_.unlock(kTurn);
    if (took) return true;
    wait_for_a_moment();
  }
}

MemoryUse MemoryPool::look() const {
  MemoryUse use;
  use.in_turn = amounts(file_.locks_of_others({kInTurn, kList}));
  use.passed = amounts(file_.locks_of_others({kPassed, kList}));
  const std::int64_t line = place_ ? place_->start - kLine : kList;
  if (line > 0) use.in_front = amounts(file_.locks_of_others({kLine, line}));
  return use;
}

bool MemoryPool::try_take(Mebibytes need, MemoryUse use) {
  const Admission admission = admit(need, use);
  if (admission == Admission::wait) return false;
  const std::int64_t list = admission == Admission::passing ? kPassed : kInTurn;
  // Mostly the first is free. If none can be locked, a build with too much in it is better than none.
  constexpr int kSeats = 4096;
  for (std::int64_t seat = getpid(), last = seat + kSeats; seat < last; ++seat)
    if (file_.try_exclusive({list + seat * kSeat, need + 1})) break;
  if (place_) file_.unlock(*place_);
  place_.reset();
  return true;
}

void MemoryPool::wait_in_line(Mebibytes need) {
  const std::vector<ByteRange> before = file_.locks_of_others({kLine, kList});
  const std::int64_t seat = before.empty() ? 0 : (before.back().start - kLine) / kSeat + 1;
  place_ = ByteRange{kLine + seat * kSeat, need + 1};
  file_.try_exclusive(*place_);
}

}  // namespace ferrule
