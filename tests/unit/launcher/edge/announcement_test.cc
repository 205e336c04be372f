#include "launcher/edge/announcement.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

#include "base/progress_address.h"

namespace ferrule {
namespace {

Action action(EdgeKind kind, const std::string& target, const std::string& id = "my_app-0123456789abcdef.rule") {
  Action action{};
  action.kind = kind;
  action.package = "my-app v0.1.0 (/w)";
  action.target = target;
  action.id = id;
  return action;
}

TEST(AnnouncementTest, NamesAreCargos) {
  EXPECT_EQ(name_for_progress(action(EdgeKind::metadata, "lib")), "my-app");
  EXPECT_EQ(name_for_progress(action(EdgeKind::proc_macro, "lib")), "my-app");
  EXPECT_EQ(name_for_progress(action(EdgeKind::test, "lib test")), "my_app(test)");
  EXPECT_EQ(name_for_progress(action(EdgeKind::build_script, "build script")), "my-app(build.rs)");
  EXPECT_EQ(name_for_progress(action(EdgeKind::build_script_run, "build script")), "my-app(build)");
  EXPECT_EQ(name_for_progress(action(EdgeKind::documentation, "lib doc")), "my-app(doc)");
  EXPECT_EQ(name_for_progress(action(EdgeKind::executable, "bin \"tool\"")), "tool(bin)");
  EXPECT_EQ(name_for_progress(action(EdgeKind::test, "bin \"tool\" test")), "tool(bin test)");
  EXPECT_EQ(name_for_progress(action(EdgeKind::test, "test \"smoke\"")), "smoke(test)");
  EXPECT_EQ(name_for_progress(action(EdgeKind::test, "bench \"fast\"")), "fast(bench)");
  EXPECT_EQ(name_for_progress(action(EdgeKind::executable, "example \"show\"")), "show(example)");
  EXPECT_EQ(name_for_progress(action(EdgeKind::test, "example \"show\" test")), "show(example test)");
  EXPECT_EQ(name_for_progress(action(EdgeKind::link_roots, "")), "my-app");
}

TEST(AnnouncementTest, VerbsAreCargos) {
  for (EdgeKind kind : {EdgeKind::metadata, EdgeKind::codegen, EdgeKind::build_script, EdgeKind::build_script_run,
                        EdgeKind::executable, EdgeKind::test})
    EXPECT_EQ(verb_for_progress(kind), "Compiling");
  EXPECT_EQ(verb_for_progress(EdgeKind::check), "Checking");
  EXPECT_EQ(verb_for_progress(EdgeKind::clippy), "Checking");
  EXPECT_EQ(verb_for_progress(EdgeKind::documentation), "Documenting");
  EXPECT_EQ(verb_for_progress(EdgeKind::test_run), "");
}

TEST(AnnouncementTest, LastsAsLongAsTheEdge) {
  const int listener = socket(AF_UNIX, kProgressSocketType | SOCK_CLOEXEC, 0);
  const std::string name = "ferrule-test-" + std::to_string(getpid());
  sockaddr_un address;
  const socklen_t length = progress_address(name, address);
  ASSERT_EQ(bind(listener, reinterpret_cast<const sockaddr*>(&address), length), 0);
  ASSERT_EQ(listen(listener, 1), 0);
  setenv(kProgressVariable, name.c_str(), 1);
  char text[64];
  int edge = -1;
  {
    const Announcement announcement(action(EdgeKind::metadata, "lib"));
    edge = accept(listener, nullptr, nullptr);
    const std::string expected = "Compiling\nmy-app v0.1.0 (/w)\nmy-app";
    ASSERT_EQ(recv(edge, text, sizeof text, 0), static_cast<ssize_t>(expected.size()));
    EXPECT_EQ(std::string(text, expected.size()), expected);
    EXPECT_EQ(recv(edge, text, sizeof text, MSG_DONTWAIT), -1);
  }
  EXPECT_EQ(recv(edge, text, sizeof text, 0), 0);
  close(edge);
  close(listener);
  // Nobody listens any more.
  const Announcement unheard(action(EdgeKind::metadata, "lib"));
  unsetenv(kProgressVariable);
}

}  // namespace
}  // namespace ferrule
