#include "launcher/jobs/available_memory.h"

#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

class AvailableMemoryTest : public TemporaryTree {
 protected:
  void write_meminfo() {
    write("proc/meminfo", "MemTotal:       16777216 kB\nMemFree:         1048576 kB\nMemAvailable:    8388608 kB\n");
  }
};

TEST_F(AvailableMemoryTest, IsTheMachines) {
  write_meminfo();
  EXPECT_EQ(available_memory(root()), 8192);
  EXPECT_EQ(total_memory(root()), 16384);
}

TEST_F(AvailableMemoryTest, IsUnknownWithoutProc) {
  EXPECT_EQ(available_memory(root()), std::nullopt);
  EXPECT_EQ(total_memory(root()), std::nullopt);
  write("proc/meminfo", "MemFree: 5 kB\n");
  EXPECT_EQ(available_memory(root()), std::nullopt);
}

TEST_F(AvailableMemoryTest, IsWhatTheControlGroupsLeave) {
  write_meminfo();
  write("proc/self/cgroup", "0::/user.slice/build\n");
  write("sys/fs/cgroup/user.slice/build/memory.max", "max\n");
  write("sys/fs/cgroup/user.slice/build/memory.current", "1\n");
  EXPECT_EQ(available_memory(root()), 8192);
  // 4 GiB, of which 3 are taken; half a GiB of that by files that can be dropped.
  write("sys/fs/cgroup/user.slice/memory.max", "4294967296\n");
  write("sys/fs/cgroup/user.slice/memory.current", "3221225472\n");
  EXPECT_EQ(available_memory(root()), 1024);
  write("sys/fs/cgroup/user.slice/memory.stat",
        "anon 1\nfile 805306368\ninactive_file 268435456\nactive_file 268435456\n");
  EXPECT_EQ(available_memory(root()), 1536);
  EXPECT_EQ(total_memory(root()), 4096);
}

TEST_F(AvailableMemoryTest, KnowsTheFirstVersionOfControlGroups) {
  write_meminfo();
  write("proc/self/cgroup", "5:devices:/\n4:memory:/docker/abc\n0::/\n");
  // In the container its own group is at the top.
  write("sys/fs/cgroup/memory/memory.limit_in_bytes", "2147483648\n");
  write("sys/fs/cgroup/memory/memory.usage_in_bytes", "1073741824\n");
  write("sys/fs/cgroup/memory/memory.stat", "inactive_file 1\ntotal_inactive_file 536870912\ntotal_active_file 0\n");
  EXPECT_EQ(available_memory(root()), 1536);
  EXPECT_EQ(total_memory(root()), 2048);
  write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
  EXPECT_EQ(available_memory(root()), 8192);
}

TEST_F(AvailableMemoryTest, IsNeverNegative) {
  write_meminfo();
  write("proc/self/cgroup", "0::/a\n");
  write("sys/fs/cgroup/a/memory.max", "1048576\n");
  write("sys/fs/cgroup/a/memory.current", "9048576\n");
  EXPECT_EQ(available_memory(root()), 0);
}

}  // namespace
}  // namespace ferrule
