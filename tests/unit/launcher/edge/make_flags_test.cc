#include "launcher/edge/make_flags.h"

#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

TEST(MakeFlagsTest, FindsTheLastAddress) {
  EXPECT_FALSE(parse_jobserver_address(""));
  EXPECT_FALSE(parse_jobserver_address("-j4"));
  EXPECT_FALSE(parse_jobserver_address("-j --jobserver-auth=fifo:"));
  EXPECT_FALSE(parse_jobserver_address("-j --jobserver-auth=3"));
  EXPECT_FALSE(parse_jobserver_address("-j --jobserver-auth=3,x"));
  std::optional<JobserverAddress> ends = parse_jobserver_address(" -j4 --jobserver-fds=3,4 --jobserver-auth=5,6");
  ASSERT_TRUE(ends);
  EXPECT_EQ(ends->read_end, 5);
  EXPECT_EQ(ends->write_end, 6);
  std::optional<JobserverAddress> fifo = parse_jobserver_address("kw -j8 --jobserver-auth=fifo:/tmp/GMfifo7");
  ASSERT_TRUE(fifo);
  EXPECT_EQ(fifo->fifo, "/tmp/GMfifo7");
}

TEST(MakeFlagsTest, FindsTheNumberOfJobs) {
  EXPECT_EQ(parse_job_count(" -j4 --jobserver-auth=3,4"), 4);
  EXPECT_FALSE(parse_job_count("-j --jobserver-auth=3,4"));
  EXPECT_FALSE(parse_job_count("k"));
}

TEST(MakeFlagsTest, WritesWhatItReads) {
  EXPECT_EQ(make_flags({"", 7, 8}), "-j --jobserver-fds=7,8 --jobserver-auth=7,8");
  EXPECT_EQ(make_flags({"/a/b"}), "-j --jobserver-auth=fifo:/a/b");
}

class UsableJobserverTest : public TemporaryTree {};

TEST_F(UsableJobserverTest, IsAPipeOpenInTheRightDirections) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  EXPECT_TRUE(is_usable({"", ends[0], ends[1]}));
  EXPECT_FALSE(is_usable({"", ends[1], ends[0]}));
  EXPECT_FALSE(is_usable({"", -2, -2}));
  int file = open("file", O_RDWR | O_CREAT, 0600);
  EXPECT_FALSE(is_usable({"", file, file}));
  close(file);
  close(ends[0]);
  EXPECT_FALSE(is_usable({"", ends[0], ends[1]}));
  close(ends[1]);
}

TEST_F(UsableJobserverTest, IsANamedPipe) {
  EXPECT_FALSE(is_usable({"fifo"}));
  write("file", "");
  EXPECT_FALSE(is_usable({"file"}));
  ASSERT_EQ(mkfifo("fifo", 0600), 0);
  EXPECT_TRUE(is_usable({"fifo"}));
}

}  // namespace
}  // namespace ferrule
