#include "formats/script_output.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

TEST(ScriptOutputTest, ComesBackAsItWasWritten) {
  ScriptOutput output;
  output.link_search = {"native=/a b", "/c\nd", "all=x"};
  output.link_libraries = {"static=z", "dylib=y"};
  output.link_arguments = {{"all", "-Wl,a b"}, {"bin=my app", ""}, {"tests", "\\n\n\r"}};
  output.cfgs = {"has_x", "k=\"v w\""};
  output.check_cfgs = {"cfg(x)"};
  output.environment = {{"A", "1=2"}, {"B", ""}};
  output.metadata = {{"include", "/x\ty"}};
  output.out_dir_digest = "0123456789abcdef";
  output.out_dir_files = {"a b", "sub/c"};
  Result<ScriptOutput> read = parse_script_output(write_script_output(output, "/b"), "x", "/b");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, output);
}

TEST(ScriptOutputTest, LeavesOutWhatOnlyTheRunNeeds) {
  ScriptOutput output;
  std::string text = write_script_output(output, "/b");
  output.rerun_if_changed = {"x"};
  output.rerun_if_env_changed = {"y"};
  output.warnings = {"w"};
  EXPECT_EQ(write_script_output(output, "/b"), text);
}

TEST(ScriptOutputTest, DoesNotDependOnWhereTheBuildDirectoryStands) {
  ScriptOutput output;
  output.link_search = {"native=/b/out", "/bc"};
  output.environment = {{"TABLE", "/b/out/table"}};
  const std::string text = write_script_output(output, "/b");
  EXPECT_EQ(text,
            "ferrule-script-output 1\nlink-search native=\\B/out\nlink-search /bc\nenv TABLE=\\B/out/table\n"
            "out-dir \ninputs \n");
  Result<ScriptOutput> read = parse_script_output(text, "x", "/elsewhere");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->link_search.front(), "native=/elsewhere/out");
}

TEST(ScriptOutputTest, RefusesOtherFiles) {
  for (const char* text : {"", "x y\n", "ferrule-script-output 1\nunknown x\n",
                           "ferrule-script-output 1\nlink-arg x\n", "ferrule-script-output 1\ncfg cut-o"}) {
    Result<ScriptOutput> read = parse_script_output(text, "dir/output", "/b");
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().where.substr(0, 10), "dir/output");
    EXPECT_FALSE(read.error().help.empty());
  }
}

TEST(ScriptOutputTest, TellsKindFromDirectory) {
  EXPECT_EQ(search_directory("native=/x"), "/x");
  EXPECT_EQ(search_directory("all=/x=y"), "/x=y");
  EXPECT_EQ(search_directory("/native=x"), "/native=x");
  EXPECT_EQ(search_directory("odd=/x"), "odd=/x");
}

TEST(ScriptOutputTest, KnowsWhatIsInside) {
  EXPECT_TRUE(is_inside("/b", "/b"));
  EXPECT_TRUE(is_inside("/b/./x", "/b"));
  EXPECT_FALSE(is_inside("/bc", "/b"));
  EXPECT_FALSE(is_inside("/b/../c", "/b"));
  EXPECT_FALSE(is_inside("b/x", "/b"));
}

}  // namespace
}  // namespace ferrule
