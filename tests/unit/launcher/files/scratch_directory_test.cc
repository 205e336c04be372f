#include "launcher/files/scratch_directory.h"

#include <sys/wait.h>

#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

class ScratchDirectoryTest : public TemporaryTree {};

TEST_F(ScratchDirectoryTest, IsMadeAndGoesWithAllThatIsInIt) {
  {
    Result<ScratchDirectory> scratch = ScratchDirectory::make(root() + "/a/b");
    ASSERT_TRUE(scratch);
    write("a/b/file", "");
    write("a/b/sub/sub/file", "");
    ASSERT_EQ(symlink("/", "a/b/link"), 0);
  }
  EXPECT_NE(access("a/b", F_OK), 0);
  EXPECT_EQ(access("/bin", F_OK), 0);
}

TEST_F(ScratchDirectoryTest, ClearsWhatAKilledBuildLeft) {
  write("a/old/file", "");
  Result<ScratchDirectory> scratch = ScratchDirectory::make("a");
  ASSERT_TRUE(scratch);
  EXPECT_TRUE(std::filesystem::is_empty("a"));
}

TEST_F(ScratchDirectoryTest, OneAtATime) {
  // Each appends to a file while it has the directory; nobody comes between.
  constexpr int kProcesses = 4;
  for (int i = 0; i < kProcesses; ++i) {
    if (fork() != 0) continue;
    for (int round = 0; round < 50; ++round) {
      Result<ScratchDirectory> scratch = ScratchDirectory::make("a");
      if (!scratch || access("a/mark", F_OK) == 0) _exit(1);
      close(open("a/mark", O_CREAT | O_WRONLY, 0666));
      usleep(100);
      if (access("a/mark", F_OK) != 0) _exit(2);
    }
    _exit(0);
  }
  for (int i = 0; i < kProcesses; ++i) {
    int status = -1;
    wait(&status);
    EXPECT_EQ(status, 0);
  }
  EXPECT_NE(access("a", F_OK), 0);
}

TEST_F(ScratchDirectoryTest, SaysWhyItCannotBeMade) {
  write("file", "");
  EXPECT_FALSE(ScratchDirectory::make("file/x"));
}

}  // namespace
}  // namespace ferrule
