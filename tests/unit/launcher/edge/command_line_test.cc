#include "launcher/edge/command_line.h"

#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

using Words = std::vector<std::string>;

class CommandLineTest : public TemporaryTree {
 protected:
  void SetUp() override {
    ScriptOutput script;
    script.link_search = {"native=/b/out", "/ext", "all=/b/x", "native=/bc"};
    script.link_libraries = {"static=z"};
    script.link_arguments = {{"all", "1"}, {"bins", "2"}, {"bin=app", "3"}, {"bin=other", "4"}, {"all", "5"}};
    script.cfgs = {"a=\"b c\""};
    script.check_cfgs = {"cfg(a)"};
    write("out", write_script_output(script, ""));
  }

  Words expanded(const std::vector<Argument>& command) {
    ScriptOutputs scripts;
    Result<Words> words = expand_command(command, scripts, "/b/tmp", "/b");
    EXPECT_TRUE(words) << words.error().message;
    return words ? *words : Words();
  }
};

TEST_F(CommandLineTest, PutsInWhatScriptsSaid) {
  EXPECT_EQ(expanded({"rustc", TemporaryDirectory{}, ScriptArgument{ScriptValue::link_search, "out"}}),
            (Words{"rustc", "/b/tmp", "-L", "native=/b/out", "-L", "/ext", "-L", "all=/b/x", "-L", "native=/bc"}));
  EXPECT_EQ(expanded({ScriptArgument{ScriptValue::link_search_own, "out"}}),
            (Words{"-L", "native=/b/out", "-L", "all=/b/x"}));
  EXPECT_EQ(expanded({ScriptArgument{ScriptValue::link_search_external, "out"}}),
            (Words{"-L", "/ext", "-L", "native=/bc"}));
  EXPECT_EQ(expanded({ScriptArgument{ScriptValue::link_library, "out"}, ScriptArgument{ScriptValue::cfg, "out"},
                      ScriptArgument{ScriptValue::check_cfg, "out"}}),
            (Words{"-l", "static=z", "--cfg", "a=\"b c\"", "--check-cfg", "cfg(a)"}));
}

TEST_F(CommandLineTest, PicksLinkArgumentsByTarget) {
  EXPECT_EQ(expanded({ScriptArgument{ScriptValue::link_argument, "out", {"all", "bins", "bin=app"}}}),
            (Words{"-C", "link-arg=1", "-C", "link-arg=2", "-C", "link-arg=3", "-C", "link-arg=5"}));
  EXPECT_EQ(expanded({ScriptArgument{ScriptValue::link_argument, "out", {"tests"}}}), Words{});
}

TEST_F(CommandLineTest, MissingOutputIsAnError) {
  ScriptOutputs scripts;
  EXPECT_FALSE(expand_command({ScriptArgument{ScriptValue::cfg, "none"}}, scripts, "/b/tmp", "/b"));
}

TEST_F(CommandLineTest, LeavesAShortCommandAlone) {
  Words words = {"rustc", "--crate-name", std::string(100 * 1024, 'x')};
  EXPECT_EQ(*shorten_command(words, "arguments"), words);
}

TEST_F(CommandLineTest, WritesALongOneToAFile) {
  const std::string one_long(130 * 1024, 'x');
  EXPECT_EQ(*shorten_command({"sccache", "rustc", "--cfg", one_long, "a b"}, root() + "/arguments"),
            (Words{"sccache", "rustc", "@" + root() + "/arguments"}));
  EXPECT_EQ(read("arguments"), "--cfg\n" + one_long + "\na b\n");
  Words many(10000, std::string(100, 'y'));
  many.insert(many.begin(), {"rustc", "-C"});
  EXPECT_EQ(shorten_command(many, "more")->size(), 2u);
}

TEST_F(CommandLineTest, NewlinesCannotGoIntoAFile) {
  Words words = {"rustc", "--cfg", std::string(130 * 1024, 'x'), "a\nb"};
  EXPECT_EQ(*shorten_command(words, "arguments"), words);
}

}  // namespace
}  // namespace ferrule
