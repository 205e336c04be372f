#include "system/processes.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace ferrule {
namespace {

ProcessResult run_shell(const std::string& script, std::chrono::milliseconds timeout = {}) {
  ProcessRequest request{{"sh", "-c", script}, "/", {"PATH=/usr/bin:/bin"}};
  request.timeout = timeout;
  Result<ProcessResult> result = real_processes().run(request);
  EXPECT_TRUE(result) << result.error().message;
  return result ? *result : ProcessResult{};
}

TEST(ProcessesTest, GathersWhatAProcessSaysAndHowItEnds) {
  ProcessResult result = run_shell("echo out; echo err >&2; exit 3", std::chrono::minutes(10));
  EXPECT_EQ(result.output, "out\n");
  EXPECT_EQ(result.errors, "err\n");
  EXPECT_EQ(result.status, 3);
  EXPECT_FALSE(result.timed_out);
}

TEST(ProcessesTest, LooksAtAFileMeanwhile) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ProcessRequest request{
      {"sh", "-c", "echo one >&" + std::to_string(ends[1]) + "; echo out"}, "/", {"PATH=/usr/bin:/bin"}};
  std::string read;
  request.watched_file = ends[0];
  request.on_watched_file = [&] {
    char text[16];
    const ssize_t length = ::read(ends[0], text, sizeof text);
    if (length > 0) read.append(text, static_cast<std::size_t>(length));
  };
  Result<ProcessResult> result = real_processes().run(request);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->output, "out\n");
  EXPECT_EQ(read, "one\n");
  close(ends[0]);
  close(ends[1]);
}

TEST(ProcessesTest, KillsWhatTakesTooLong) {
  ProcessResult result = run_shell("echo begun; exec sleep 3600", std::chrono::seconds(1));
  EXPECT_TRUE(result.timed_out);
  EXPECT_EQ(result.status, 128 + 9);
  EXPECT_EQ(result.output, "begun\n");
}

TEST(ProcessesTest, DoesNotWaitForWhatItHasLeftBehind) {
  ProcessResult result = run_shell("sleep 60 & exec sleep 3600", std::chrono::milliseconds(100));
  EXPECT_TRUE(result.timed_out);
}

TEST(ProcessesTest, AProgramThatIsNotThereIsAnError) {
  Result<ProcessResult> result = real_processes().run({{"no-such-program"}, "/", {"PATH=/usr/bin:/bin"}});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "cannot find the program `no-such-program`");
}

}  // namespace
}  // namespace ferrule
