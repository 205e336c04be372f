#include "command/build/running_edges.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/progress_address.h"

namespace ferrule::test {
namespace {

using Names = std::vector<std::string>;

/// What a launcher does (launcher/edge/announcement.h). Without a name it says nothing.
int announce(const std::string& address, const std::string& name) {
  const std::string text = write_running_edge({"Compiling", "app v0.1.0 (/w)", name});
  const int one = socket(AF_UNIX, kProgressSocketType | SOCK_CLOEXEC, 0);
  sockaddr_un place;
  const socklen_t length = progress_address(address, place);
  EXPECT_EQ(connect(one, reinterpret_cast<const sockaddr*>(&place), length), 0);
  if (!name.empty() && send(one, text.data(), text.size(), 0) < 0) ADD_FAILURE() << "cannot send";
  return one;
}

class RunningEdgesTest : public testing::Test {
 protected:
  /// After all that has happened by now.
  Names look(RunningEdges& edges) {
    begun.clear();
    for (pollfd file = {edges.file(), POLLIN, 0}; poll(&file, 1, 0) > 0;)
      for (const RunningEdge& edge : edges.look()) begun.push_back(edge.name);
    return edges.names();
  }

  /// Of the last look.
  Names begun;
};

TEST_F(RunningEdgesTest, KnowsWhatHasBegunAndNotEnded) {
  std::unique_ptr<RunningEdges> edges = RunningEdges::listen();
  ASSERT_TRUE(edges);
  EXPECT_EQ(look(*edges), Names{});
  const int first = announce(edges->address(), "serde"), second = announce(edges->address(), "app(bin)");
  EXPECT_EQ(look(*edges), (Names{"serde", "app(bin)"}));
  EXPECT_EQ(begun, (Names{"serde", "app(bin)"}));
  // The other edge of the same crate.
  const int third = announce(edges->address(), "serde");
  EXPECT_EQ(look(*edges), (Names{"serde", "app(bin)"}));
  close(first);
  EXPECT_EQ(look(*edges), (Names{"app(bin)", "serde"}));
  close(second);
  close(third);
  EXPECT_EQ(look(*edges), Names{});
}

TEST_F(RunningEdgesTest, AKilledLauncherLeavesNoName) {
  std::unique_ptr<RunningEdges> edges = RunningEdges::listen();
  ASSERT_TRUE(edges);
  const pid_t launcher = fork();
  if (launcher == 0) {
    announce(edges->address(), "serde");
    pause();
    _exit(1);
  }
  while (look(*edges) != Names{"serde"}) usleep(1000);
  kill(launcher, SIGKILL);
  waitpid(launcher, nullptr, 0);
  EXPECT_EQ(look(*edges), Names{});
}

TEST_F(RunningEdgesTest, WhoSaysNothingHasNoName) {
  std::unique_ptr<RunningEdges> edges = RunningEdges::listen();
  ASSERT_TRUE(edges);
  const int silent = announce(edges->address(), "");
  EXPECT_EQ(look(*edges), Names{});
  close(silent);
}

TEST_F(RunningEdgesTest, BuildsAtOnceHaveAddressesOfTheirOwn) {
  std::unique_ptr<RunningEdges> one = RunningEdges::listen(), other = RunningEdges::listen();
  ASSERT_TRUE(one && other);
  EXPECT_NE(one->address(), other->address());
}

}  // namespace
}  // namespace ferrule::test
