#include "launcher/files/companions.h"

#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

class CompanionsTest : public TemporaryTree {};

Action script_action() {
  Action action;
  action.kind = EdgeKind::build_script;
  action.outputs = {{"build_script_build-1", "debug/build/a-1/build-script-build"}};
  action.dep_info = "build_script_build-1.d";
  action.has_companions = true;
  return action;
}

TEST_F(CompanionsTest, AreWhatTheActionDoesNotName) {
  for (const char* name : {"build_script_build-1", "build_script_build-1.d", "arguments", ".launch", "real"})
    write(std::string("tmp/") + name, "");
  write("tmp/directory/file", "");
  const std::vector<ProducedFile> expected = {{".launch", "debug/build/a-1/.launch"},
                                              {"real", "debug/build/a-1/real"}};
  EXPECT_EQ(companions(script_action(), "tmp"), expected);
}

TEST_F(CompanionsTest, AreNoneWhereTheActionHasNone) {
  write("tmp/real", "");
  Action action = script_action();
  action.has_companions = false;
  EXPECT_TRUE(companions(action, "tmp").empty());
}

}  // namespace
}  // namespace ferrule
