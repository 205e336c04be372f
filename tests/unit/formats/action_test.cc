#include "formats/action.h"

#include <gtest/gtest.h>

#include "support/show.h"

namespace ferrule {
namespace {

Action simple(EdgeKind kind, std::string directory, std::vector<Argument> command) {
  Action action;
  action.kind = kind;
  action.id = "u-1." + std::string(rule_name(kind));
  action.package = "u v1.0.0";
  action.directory = std::move(directory);
  action.command = std::move(command);
  return action;
}

Action every_field() {
  Action action;
  action.kind = EdgeKind::fused_library;
  action.id = "util-1.rust_lib";
  action.package = "util v1.0.0 (/w/util)";
  action.directory = "/w";
  action.command = {"/rust/bin/rustc",
                    "two\nlines",
                    TemporaryDirectory{},
                    ScriptArgument{ScriptValue::link_search, "debug/build/u/build-script.output"},
                    ScriptArgument{ScriptValue::link_search_own, "o"},
                    ScriptArgument{ScriptValue::link_search_external, "o"},
                    ScriptArgument{ScriptValue::link_library, "o"},
                    ScriptArgument{ScriptValue::link_argument, "o", {"all", "bins", "bin=my-app"}},
                    ScriptArgument{ScriptValue::cfg, "o"},
                    ScriptArgument{ScriptValue::check_cfg, "with space"},
                    ""};
  action.bootstrap = Bootstrap::required;
  action.environment = {{"EMPTY", ""}, {"EQUALS", "a=b"}, {"LINES", "a\r\nb\\"}};
  action.script_environment = {"a.output"};
  action.script_metadata = {{"DEP_Z_", "z.output"}};
  action.library_path = {"c.output"};
  action.outputs = {{"libutil-1.rlib", "rlib/lib util-1.rlib"},
                    {"libutil-1.rmeta", "meta/libutil-1_meta.rlib", /*is_archived=*/true}};
  action.counterpart = "rlib/libutil-1.rlib";
  action.libraries = {"rlib/liba-1.rlib", "rlib/libb-2.rlib"};
  action.cut_off = true;
  action.fixed_sources = "/registry/zlib";
  action.watched_package = "/w/util";
  action.linked_pages = {"doc/base/index.html"};
  action.dep_info = "util-1.d";
  action.depfile = "ferrule/depfiles/util-1.d";
  action.out_dir = "/b/debug/build/u/out";
  action.is_path_package = true;
  action.rust_version = "1.70";
  return action;
}

TEST(ActionTest, IsWrittenOneFieldALine) {
  Action action = simple(EdgeKind::metadata, "/w", {"/rust/bin/rustc", TemporaryDirectory{}});
  action.environment = {{"A", "1\n2"}};
  action.outputs = {{"libu-1.rlib", "meta/libu-1_meta.rlib"}};
  EXPECT_EQ(write_action(action, "/b"), "ferrule-action 1 " FERRULE_VERSION
                                        "\n"
                                        "kind rust_metadata\n"
                                        "id u-1.rust_metadata\n"
                                        "package u v1.0.0\n"
                                        "directory /w\n"
                                        "bootstrap forbidden\n"
                                        "arg /rust/bin/rustc\n"
                                        "arg-temporary-directory \n"
                                        "env A=1\\n2\n"
                                        "output libu-1.rlib meta/libu-1_meta.rlib\n");
}

TEST(ActionTest, ComesBackAsItWasWritten) {
  const Action action = every_field();
  const std::string text = write_action(action, "/b");
  Result<Action> back = parse_action(text, "x", "/b");
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->kind, action.kind);
  EXPECT_EQ(back->command, action.command);
  EXPECT_EQ(back->environment, action.environment);
  EXPECT_EQ(back->outputs, action.outputs);
  EXPECT_EQ(back->script_metadata, action.script_metadata);
  EXPECT_TRUE(back->is_path_package);
  EXPECT_EQ(write_action(*back, "/b"), text);  // all the rest
}

TEST(ActionTest, EveryKindOfEdgeHasItsRule) {
  for (int i = 0; i <= static_cast<int>(EdgeKind::doc_test); ++i) {
    EdgeKind kind = static_cast<EdgeKind>(i);
    ASSERT_NE(rule_name(kind), "") << i;
    EXPECT_EQ(edge_kind_of_rule(rule_name(kind)), kind);
  }
  EXPECT_EQ(edge_kind_of_rule("phony"), std::nullopt);
}

TEST(ActionTest, AbbreviatesTheBuildDirectory) {
  const std::string at = "/home/me/b";
  Action action = simple(EdgeKind::executable, at, {"x"});
  action.environment = {{"OUT_DIR", at + "/debug/build/x/out"}, {"PATHS", at + ":" + at + "/lib:/usr"}};
  const std::string text = write_action(action, at);
  EXPECT_NE(text.find("directory \\B\n"), std::string::npos);
  EXPECT_NE(text.find("env OUT_DIR=\\B/debug/build/x/out\n"), std::string::npos);
  EXPECT_NE(text.find("env PATHS=\\B:\\B/lib:/usr\n"), std::string::npos);
}

TEST(ActionTest, DoesNotDependOnWhereTheBuildDirectoryStands) {
  auto text_at = [](const std::string& at) {
    Action action = simple(EdgeKind::executable, "/w", {"-Ldependency=" + at + "/rlib"});
    action.out_dir = at + "/out";
    return write_action(action, at);
  };
  EXPECT_EQ(text_at("/first/place"), text_at("/b"));
  Result<Action> moved = parse_action(text_at("/first/place"), "x", "/second");
  ASSERT_TRUE(moved);
  EXPECT_EQ(show(moved->command), "-Ldependency=/second/rlib");
  EXPECT_EQ(moved->out_dir, "/second/out");
}

TEST(ActionTest, LeavesPathsThatOnlyBeginLikeTheBuildDirectory) {
  Action action = simple(EdgeKind::executable, "/w/build-2", {"/w/buildings/x", "/w/build"});
  const std::string text = write_action(action, "/w/build");
  EXPECT_NE(text.find("directory /w/build-2\n"), std::string::npos);
  EXPECT_NE(text.find("arg /w/buildings/x\narg \\B\n"), std::string::npos);
}

TEST(ActionTest, TellsABackslashAndABFromTheAbbreviation) {
  for (const std::string at : {"/b", "/odd\\Bplace", "/back\\"}) {
    Action action = simple(EdgeKind::executable, at + "/x", {"\\B", "\\\\B", at, at + "\\B", "\\" + at, "end\\"});
    Result<Action> back = parse_action(write_action(action, at), "x", at);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->directory, action.directory);
    EXPECT_EQ(back->command, action.command) << at;
  }
}

TEST(ActionTest, RefusesWhatAnotherVersionWrote) {
  Result<Action> read = parse_action("ferrule-action 0 0.0.0\narg x\n", "actions/x", "/b");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().where, "actions/x");
  EXPECT_NE(read.error().help.find("ferrule generate"), std::string::npos);
  EXPECT_FALSE(parse_action("", "x", "/b"));
}

TEST(ActionTest, NamesTheLineThatItCannotUnderstand) {
  const std::string head = "ferrule-action 1 " FERRULE_VERSION "\n";
  for (const char* line : {"colour red", "kind rust_bun", "bootstrap perhaps", "arg-color x", "env NAME"}) {
    Result<Action> read = parse_action(head + "arg x\n" + line + "\n", "actions/x", "/b");
    ASSERT_FALSE(read) << line;
    EXPECT_EQ(read.error().where, "actions/x:3");
  }
  EXPECT_FALSE(parse_action(head, "x", "/b")) << "an action without a program";
  EXPECT_FALSE(parse_action(head + "arg cut off", "x", "/b"));
}

}  // namespace
}  // namespace ferrule
