#include "launcher/jobs/jobserver.h"

#include <sys/wait.h>

#include <stdexcept>

#include "formats/job_settings.h"
#include "launcher/process/process.h"
#include "launcher/process/signals.h"
#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

class JobserverTest : public TemporaryTree {
 protected:
  void SetUp() override {
    for (const char* name : {"CARGO_MAKEFLAGS", "MAKEFLAGS", "MFLAGS"}) unsetenv(name);
    ASSERT_TRUE(make_directories("ferrule"));
    set({true, 3});
  }
  void TearDown() override { unsetenv("MAKEFLAGS"); }

  void set(const JobSettings& settings) { write(std::string(kJobSettingsFile), write_job_settings(settings)); }

  static Jobserver join(EdgeKind kind = EdgeKind::codegen) {
    Edge edge{};
    edge.action.kind = kind;
    Result<Jobserver> jobserver = Jobserver::join(edge);
    if (!jobserver) throw std::runtime_error(jobserver.error().message);
    return std::move(*jobserver);
  }

  /// Takes a token as a tool does; false if there is none.
  static bool take_token(const Jobserver& jobserver) {
    int read_end = jobserver.inherited_files().at(0);
    fcntl(read_end, F_SETFL, O_NONBLOCK);
    char token;
    return ::read(read_end, &token, 1) == 1;
  }

  static JobSlots pool() { return std::move(*JobSlots::open("ferrule/job-slots", 3)); }

  /// Two ticks: what is free must have been free before.
  static void settle(Jobserver& jobserver) {
    jobserver.tick();
    jobserver.tick();
  }
};

TEST_F(JobserverTest, OffersTheSlotsThatAreFree) {
  Jobserver jobserver = join();
  EXPECT_EQ(pool().free(9), 2);
  EXPECT_FALSE(take_token(jobserver));
  settle(jobserver);
  EXPECT_TRUE(take_token(jobserver));
  settle(jobserver);
  EXPECT_TRUE(take_token(jobserver));
  EXPECT_EQ(pool().free(9), 0);
  settle(jobserver);
  EXPECT_FALSE(take_token(jobserver));
}

TEST_F(JobserverTest, LetsGoOfUnusedTokensWhereAnEdgeWaits) {
  Jobserver jobserver = join();
  JobSlots other = pool();
  ASSERT_TRUE(other.try_take());
  settle(jobserver);
  EXPECT_EQ(pool().free(9), 0);
  pid_t newcomer = fork();
  if (newcomer == 0) _exit(pool().wait_and_take() ? 0 : 1);
  while (!other.is_awaited()) usleep(1000);
  jobserver.tick();
  int status = -1;
  waitpid(newcomer, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_FALSE(take_token(jobserver));
}

TEST_F(JobserverTest, LetsGoOfTokensThatLieAboutWhereOthersAreHungry) {
  Jobserver jobserver = join();
  JobSlots other = pool();
  ASSERT_TRUE(other.try_take());
  settle(jobserver);
  EXPECT_EQ(pool().free(9), 0);
  jobserver.tick();
  EXPECT_EQ(pool().free(9), 0);
  other.set_hungry(true);
  jobserver.tick();
  EXPECT_EQ(pool().free(9), 1);
}

TEST_F(JobserverTest, OffersNothingToWhatHasOneThread) {
  for (EdgeKind kind : {EdgeKind::metadata, EdgeKind::check}) {
    Jobserver jobserver = join(kind);
    EXPECT_LT(jobserver.interval(), 0);
    settle(jobserver);
    EXPECT_EQ(pool().free(9), 2);
    EXPECT_EQ(jobserver.add_to({}).count("CARGO_MAKEFLAGS"), 1u);
  }
}

TEST_F(JobserverTest, TheToolFindsItsTokens) {
  hold_signals();
  Jobserver jobserver = join();
  settle(jobserver);
  Environment environment = jobserver.add_to({{"PATH", "/usr/bin:/bin"}});
  std::string read_end = std::to_string(jobserver.inherited_files().at(0));
  std::vector<std::string> words = {"/bin/sh", "-c", "echo \"$CARGO_MAKEFLAGS\"; head -c 1 <&" + read_end};
  Result<ProcessEnd> end = run_process({words, environment, ".", Capture::separately, &jobserver});
  release_signals();
  ASSERT_TRUE(end);
  EXPECT_EQ(end->out, environment["CARGO_MAKEFLAGS"] + "\n+");
}

TEST_F(JobserverTest, IsOffWhereTheUserSaysSo) {
  set({false, 0});
  Jobserver jobserver = join();
  EXPECT_TRUE(jobserver.add_to({}).empty());
  EXPECT_TRUE(jobserver.inherited_files().empty());
  EXPECT_LT(jobserver.interval(), 0);
}

TEST_F(JobserverTest, IsOffWhereNoFileCanBeLocked) {
  std::filesystem::create_directory("ferrule/job-slots");
  EXPECT_TRUE(join().add_to({}).empty());
}

TEST_F(JobserverTest, TakesPartInASurroundingOne) {
  ASSERT_EQ(mkfifo("fifo", 0600), 0);
  setenv("MAKEFLAGS", ("-j4 --jobserver-auth=fifo:" + root() + "/fifo").c_str(), 1);
  Jobserver jobserver = join();
  EXPECT_EQ(jobserver.add_to({})["CARGO_MAKEFLAGS"], "-j --jobserver-auth=fifo:" + root() + "/fifo");
  EXPECT_TRUE(jobserver.inherited_files().empty());
  EXPECT_EQ(access("ferrule/job-slots", F_OK), -1);
}

TEST_F(JobserverTest, TakesNoPartInAWithheldOne) {
  setenv("MAKEFLAGS", "-j2 --jobserver-auth=-2,-2", 1);
  Jobserver jobserver = join();
  EXPECT_EQ(jobserver.inherited_files().size(), 2u);
  EXPECT_EQ(pool().free(9), 2);
}

class BorrowedTokenTest : public JobserverTest {
 protected:
  void SetUp() override { ASSERT_EQ(mkfifo("fifo", 0600), 0); }

  static std::optional<BorrowedToken> borrow() {
    return BorrowedToken::wait_for({"fifo"}, std::move(*JobSlots::open("first", 1)));
  }
};

TEST_F(BorrowedTokenTest, OneNeedsNoneAndTheOthersTakeTheirs) {
  int fifo = open("fifo", O_RDWR | O_NONBLOCK);
  ASSERT_EQ(::write(fifo, "a", 1), 1);
  char token = 0;
  {
    std::optional<BorrowedToken> first = borrow(), second = borrow();
    EXPECT_TRUE(first && second);
    EXPECT_EQ(::read(fifo, &token, 1), -1);
  }
  EXPECT_EQ(::read(fifo, &token, 1), 1);
  EXPECT_EQ(token, 'a');
  EXPECT_EQ(::read(fifo, &token, 1), -1);
  close(fifo);
}

}  // namespace
}  // namespace ferrule
