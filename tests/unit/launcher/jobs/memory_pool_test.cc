#include "launcher/jobs/memory_pool.h"

#include <signal.h>
#include <sys/wait.h>

#include <stdexcept>

#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

MemoryPool pool() {
  std::optional<MemoryPool> pool = MemoryPool::open("shares");
  if (!pool) throw std::runtime_error("no locks here");
  return std::move(*pool);
}

/// Another process, which takes its share and keeps it until it is killed.
class Other {
 public:
  Other(Mebibytes need, Mebibytes budget) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    process_ = fork();
    if (process_ == 0) {
      MemoryPool own = pool();
      if (own.wait_and_take(need, budget) && ::write(ends[1], "y", 1) == 1) pause();
      _exit(1);
    }
    close(ends[1]);
    read_end_ = ends[0];
  }
  ~Other() {
    die();
    close(read_end_);
  }
  Other(const Other&) = delete;
  Other& operator=(const Other&) = delete;

  /// Waits until it has its share.
  void wait() const {
    char answer = 0;
    ASSERT_EQ(::read(read_end_, &answer, 1), 1);
  }
  void die() {
    if (process_ <= 0) return;
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    process_ = -1;
  }

 private:
  pid_t process_ = -1;
  int read_end_ = -1;
};

class MemoryPoolTest : public TemporaryTree {
 protected:
  /// How many stand in the line.
  static std::size_t waiting() {
    return LockFile::open("shares")->locks_of_others({3 * (std::int64_t{1} << 60), std::int64_t{1} << 60}).size();
  }
  static void wait_for_waiting(std::size_t number) {
    while (waiting() != number) usleep(1000);
  }
};

TEST_F(MemoryPoolTest, IsSharedAsLongAsItLasts) {
  MemoryPool first = pool(), second = pool(), third = pool(), fourth = pool();
  EXPECT_TRUE(first.wait_and_take(40, 100));
  EXPECT_TRUE(second.wait_and_take(60, 100));
  EXPECT_TRUE(third.wait_and_take(0, 100));
  Other other(1, 100);
  wait_for_waiting(1);
}

TEST_F(MemoryPoolTest, AKilledEdgeGivesItsShareBack) {
  Other holder(60, 100);
  holder.wait();
  Other waiter(60, 100);
  wait_for_waiting(1);
  holder.die();
  waiter.wait();
  EXPECT_EQ(waiting(), 0u);
}

TEST_F(MemoryPoolTest, AKilledWaiterStandsInNobodysWay) {
  Other holder(60, 100);
  holder.wait();
  Other waiter(90, 100);
  wait_for_waiting(1);
  Other behind(20, 100);
  wait_for_waiting(2);
  waiter.die();
  behind.wait();
}

TEST_F(MemoryPoolTest, WhoCameFirstIsFirstAndSmallOnesPass) {
  Other holder(60, 100);
  holder.wait();
  Other large(80, 100);
  wait_for_waiting(1);
  Other small(20, 100);
  small.wait();
  Other more(20, 100);
  wait_for_waiting(2);
  holder.die();
  large.wait();
  EXPECT_EQ(waiting(), 1u);
  small.die();
  more.wait();
}

TEST_F(MemoryPoolTest, WhatIsLargerThanTheBudgetRunsByItself) {
  Other first(500, 100), second(500, 100);
  wait_for_waiting(1);
  Other small(1, 100);
  wait_for_waiting(2);
  first.die();
  second.die();
  small.wait();
}

TEST_F(MemoryPoolTest, TheFirstOneMeasuresForAll) {
  int measured = 0;
  const MemoryPool::Measure measure = [&]() -> std::optional<Mebibytes> {
    ++measured;
    return 1000;
  };
  const MemoryPool::Measure other = []() -> std::optional<Mebibytes> { return 5; };
  std::optional<MemoryPool> first = pool();
  EXPECT_TRUE(first->wait_and_take(100, measure));
  EXPECT_EQ(measured, 1);
  MemoryPool second = pool();
  EXPECT_TRUE(second.wait_and_take(100, other)) << "which would be too much by itself";
  first.reset();
  MemoryPool third = pool();
  EXPECT_TRUE(third.wait_and_take(125, other)) << "the second one still knows it";
  EXPECT_TRUE(pool().wait_and_take(300, measure)) << "more than an eighth: it must be there now";
  EXPECT_EQ(measured, 2);
}

TEST_F(MemoryPoolTest, NothingIsTakenWhereNothingIsKnown) {
  const MemoryPool::Measure unknown = []() -> std::optional<Mebibytes> { return std::nullopt; };
  MemoryPool first = pool(), second = pool();
  EXPECT_TRUE(first.wait_and_take(100, unknown));
  EXPECT_TRUE(second.wait_and_take(100, 50)) << "alone";
}

TEST_F(MemoryPoolTest, IsNothingWhereNoFileCanBeLocked) {
  std::filesystem::create_directory("shares");
  EXPECT_FALSE(MemoryPool::open("shares"));
}

}  // namespace
}  // namespace ferrule
