#include "launcher/jobs/memory_rule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace ferrule {
namespace {

TEST(MemoryRuleTest, AnEdgeStartsIfItFits) {
  EXPECT_EQ(admit(4, {10, {3, 3}, {}, {}, {}}), Admission::in_turn);
  EXPECT_EQ(admit(5, {10, {3, 3}, {}, {}, {}}), Admission::wait);
  EXPECT_EQ(admit(5, {10, {3}, {3}, {}, {}}), Admission::wait);
}

TEST(MemoryRuleTest, OneByItselfAlwaysStarts) {
  EXPECT_EQ(admit(99, {10, {}, {}, {}, {}}), Admission::in_turn);
  EXPECT_EQ(admit(99, {10, {}, {}, {}, 5}), Admission::in_turn);
  EXPECT_EQ(admit(99, {10, {0}, {}, {}, {}}), Admission::wait);
}

TEST(MemoryRuleTest, WhatTheMachineHasAtTheMomentCountsToo) {
  EXPECT_EQ(admit(4, {10, {3}, {}, {}, 4}), Admission::in_turn);
  EXPECT_EQ(admit(4, {10, {3}, {}, {}, 3}), Admission::wait);
}

TEST(MemoryRuleTest, WhoWaitsIsPassedByWhatLeavesItRoom) {
  EXPECT_EQ(admit(2, {10, {7}, {}, {8}, {}}), Admission::passing);
  EXPECT_EQ(admit(3, {10, {7}, {}, {8}, {}}), Admission::wait);
  // Others have passed already.
  EXPECT_EQ(admit(1, {10, {6}, {1}, {8}, {}}), Admission::passing);
  EXPECT_EQ(admit(1, {10, {6}, {2}, {8}, {}}), Admission::wait);
  // The largest of several counts.
  EXPECT_EQ(admit(2, {10, {6}, {}, {5, 9}, {}}), Admission::wait);
  // Nothing goes before what takes all, even if nothing runs.
  EXPECT_EQ(admit(1, {10, {6}, {}, {10}, {}}), Admission::wait);
  EXPECT_EQ(admit(1, {10, {}, {}, {99}, {}}), Admission::wait);
}

/// Any edges, coming and ending in any order, by the rule alone.
class Simulation {
 public:
  explicit Simulation(unsigned seed) : random_(seed) {}

  void run() {
    constexpr int kSteps = 400;
    for (int step = 0; step < kSteps; ++step) {
      if (number(2) == 0) line_.push_back(number(3) == 0 ? number(15) + 1 : number(3) + 1);
      else end_one();
      start_what_may();
      ASSERT_TRUE(line_.empty() || !running_.empty()) << "nothing runs, and " << line_.size() << " wait";
    }
    // None comes any more: all get their turn.
    while (!running_.empty()) {
      end_one();
      start_what_may();
    }
    EXPECT_TRUE(line_.empty());
  }

 private:
  struct Running {
    Mebibytes need;
    bool passed;
  };

  int number(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

  void end_one() {
    if (!running_.empty()) running_.erase(running_.begin() + number(static_cast<int>(running_.size())));
  }

  MemoryUse use_before(std::size_t place) const {
    MemoryUse use{kBudget, {}, {}, {}, {}};
    for (const Running& one : running_) (one.passed ? use.passed : use.in_turn).push_back(one.need);
    for (std::size_t i = 0; i < place; ++i) use.in_front.push_back(line_[i]);
    return use;
  }

  void start_what_may() {
    for (std::size_t place = 0; place < line_.size();) {
      const Mebibytes need = line_[place];
      const Admission admission = admit(need, use_before(place));
      if (admission == Admission::wait) {
        ++place;
        continue;
      }
      const Mebibytes all = std::accumulate(running_.begin(), running_.end(), need,
                                            [](Mebibytes sum, const Running& one) { return sum + one.need; });
      EXPECT_TRUE(all <= kBudget || running_.empty()) << all;
      // What has passed leaves room for who waits: it goes as soon as the others have ended.
      if (admission == Admission::passing) {
        Mebibytes passed = need;
        for (const Running& one : running_) passed += one.passed ? one.need : 0;
        for (std::size_t i = 0; i < place; ++i) EXPECT_LE(passed + line_[i], kBudget);
      }
      running_.push_back({need, admission == Admission::passing});
      line_.erase(line_.begin() + static_cast<std::ptrdiff_t>(place));
    }
  }

  static constexpr Mebibytes kBudget = 10;
  std::mt19937 random_;
  std::vector<Mebibytes> line_;
  std::vector<Running> running_;
};

TEST(MemoryRuleTest, NothingGoesBeyondTheBudgetAndNothingStops) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    Simulation(seed).run();
  }
}

/// Small edges come without end, and each time that one ends the next one is there.
TEST(MemoryRuleTest, ALargeOneIsntKeptWaitingBySmallOnes) {
  MemoryUse use{10, {2, 2, 2, 2, 2}, {}, {}, {}};
  const Mebibytes large = 7;
  int ended = 0;
  while (admit(large, use) == Admission::wait) {
    // The ones that have passed end last.
    ASSERT_FALSE(use.in_turn.empty());
    use.in_turn.pop_back();
    ++ended;
    MemoryUse small = use;
    for (small.in_front = {large}; admit(1, small) == Admission::passing;) {
      small.passed.push_back(1);
      use.passed.push_back(1);
    }
  }
  EXPECT_EQ(use.passed.size(), 3u) << "what the large one leaves";
  EXPECT_EQ(ended, 5);
}

}  // namespace
}  // namespace ferrule
