#include "launcher/jobs/lock_file.h"

#include <stdexcept>

#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

class LockFileTest : public TemporaryTree {
 protected:
  static LockFile open() {
    std::optional<LockFile> file = LockFile::open("locks");
    if (!file) throw std::runtime_error("no locks here");
    return std::move(*file);
  }

  static std::vector<std::pair<std::int64_t, std::int64_t>> seen(const LockFile& file, ByteRange range) {
    std::vector<std::pair<std::int64_t, std::int64_t>> locks;
    for (const ByteRange& lock : file.locks_of_others(range)) locks.emplace_back(lock.start, lock.length);
    return locks;
  }
};

TEST_F(LockFileTest, TellsAllLocksOfOthersInTheirOrder) {
  LockFile one = open(), other = open(), third = open();
  EXPECT_TRUE(one.try_exclusive({700, 5}));
  EXPECT_TRUE(one.try_exclusive({100, 7}));
  EXPECT_TRUE(other.try_exclusive({107, 1}));
  EXPECT_TRUE(other.try_exclusive({300, 9}));
  EXPECT_TRUE(other.try_exclusive({5000, 1}));
  using Locks = std::vector<std::pair<std::int64_t, std::int64_t>>;
  EXPECT_EQ(seen(third, {0, 1000}), (Locks{{100, 7}, {107, 1}, {300, 9}, {700, 5}}));
  EXPECT_EQ(seen(one, {0, 1000}), (Locks{{107, 1}, {300, 9}})) << "not one's own";
  EXPECT_EQ(seen(third, {400, 100}), Locks{});
  one.unlock({100, 7});
  EXPECT_EQ(seen(third, {0, 1000}), (Locks{{107, 1}, {300, 9}, {700, 5}}));
}

TEST_F(LockFileTest, SharedLocksExcludeOnlyExclusiveOnes) {
  LockFile one = open(), other = open();
  EXPECT_TRUE(one.try_shared({5, 3}));
  EXPECT_TRUE(other.try_shared({5, 3}));
  EXPECT_FALSE(other.try_exclusive({5, 1}));
  EXPECT_EQ(one.lock_of_others({0, 0})->length, 3);
}

TEST_F(LockFileTest, GivesAllBackAtTheEnd) {
  { EXPECT_TRUE(open().try_exclusive({1, 1})); }
  EXPECT_FALSE(open().lock_of_others({0, 0}));
}

}  // namespace
}  // namespace ferrule
