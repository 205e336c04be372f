#include "launcher/process/process.h"

#include <chrono>

#include "launcher/process/signals.h"
#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

class ProcessTest : public TemporaryTree {
 protected:
  static void SetUpTestSuite() { hold_signals(); }
  static void TearDownTestSuite() { release_signals(); }

  static ProcessEnd shell(const std::string& script, Capture capture = Capture::separately,
                          const Environment& environment = {{"PATH", "/usr/bin:/bin"}}) {
    Result<ProcessEnd> end = run_process({{"/bin/sh", "-c", script}, environment, ".", capture});
    EXPECT_TRUE(end) << end.error().message;
    return end ? *end : ProcessEnd();
  }
};

TEST_F(ProcessTest, CapturesBothOutputs) {
  ProcessEnd end = shell("echo out; echo err >&2; exit 3");
  EXPECT_EQ(end.out, "out\n");
  EXPECT_EQ(end.err, "err\n");
  EXPECT_EQ(exit_code_of(end.status), 3);
  EXPECT_EQ(describe_status(end.status), "exit status: 3");
}

TEST_F(ProcessTest, CapturesBothTogetherInOrder) {
  EXPECT_EQ(shell("echo a; echo b >&2; echo c", Capture::together).out, "a\nb\nc\n");
}

TEST_F(ProcessTest, CapturesMoreThanAPipeHolds) {
  ProcessEnd end = shell("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2");
  EXPECT_EQ(end.out.size(), 1000000u);
  EXPECT_EQ(end.err.size(), 1000000u);
}

TEST_F(ProcessTest, HasExactlyItsEnvironmentAndNoInput) {
  setenv("FERRULE_TEST_CANARY", "1", 1);
  EXPECT_EQ(shell("cat; env", Capture::separately, {{"A", "b c"}, {"PATH", "/usr/bin:/bin"}}).out.find("CANARY"),
            std::string::npos);
  Result<ProcessEnd> end = run_process({{"/usr/bin/env"}, {{"A", "b c"}}, ".", Capture::separately});
  ASSERT_TRUE(end);
  EXPECT_EQ(end->out, "A=b c\n");
}

TEST_F(ProcessTest, DoesNotWaitForWhatWasLeftInTheBackground) {
  auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(shell("sleep 3 & echo done").out, "done\n");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

TEST(ProcessWithoutHeldSignalsTest, NoEndOfAChildIsMissed) {
  for (int round = 0; round < 200; ++round) ASSERT_TRUE(run_process({{"/bin/true"}, {}, ".", Capture::separately}));
}

TEST_F(ProcessTest, DescribesADeathBySignal) {
  ProcessEnd end = shell("kill -9 $$");
  EXPECT_EQ(describe_status(end.status), "signal: 9, SIGKILL: kill");
  EXPECT_EQ(exit_code_of(end.status), 1);
}

TEST_F(ProcessTest, SaysWhatCouldNotBeStarted) {
  Result<ProcessEnd> end = run_process({{"/none/rustc"}, {}, "."});
  ASSERT_FALSE(end);
  EXPECT_NE(end.error().message.find("`/none/rustc`"), std::string::npos);
  EXPECT_FALSE(end.error().help.empty());
  end = run_process({{"/bin/true"}, {}, "/none"});
  ASSERT_FALSE(end);
  EXPECT_NE(end.error().message.find("`/none`"), std::string::npos);
}

}  // namespace
}  // namespace ferrule
