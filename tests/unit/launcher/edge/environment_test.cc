#include "launcher/edge/environment.h"

#include "launcher/temporary_tree.h"

namespace ferrule {
namespace {

class EnvironmentTest : public TemporaryTree {
 protected:
  Environment environment_of(const Action& action, const Environment& users = {}) {
    ScriptOutputs scripts;
    Result<Environment> environment = child_environment(action, users, scripts, "/b");
    EXPECT_TRUE(environment) << environment.error().message;
    return environment ? *environment : Environment();
  }
};

TEST_F(EnvironmentTest, LaterSourcesWin) {
  ScriptOutput script;
  script.environment = {{"C", "script"}};
  write("out", write_script_output(script, ""));
  Action action{};
  action.environment = {{"B", "action"}, {"C", "action"}};
  action.script_environment = {"out"};
  EXPECT_EQ(environment_of(action, {{"A", "users"}, {"B", "users"}, {"C", "users"}}),
            (Environment{{"A", "users"}, {"B", "action"}, {"C", "script"}}));
}

TEST_F(EnvironmentTest, WhereATestRunsCargosVariablesComeLast) {
  ScriptOutput script;
  script.environment = {{"CARGO_PKG_VERSION", "script"}, {"OUT_DIR", "script"}, {"OWN", "script"}};
  write("out", write_script_output(script, ""));
  Action action{};
  action.environment = {{"CARGO_PKG_VERSION", "1.0.0"}, {"OUT_DIR", "/o"}};
  action.script_environment = {"out"};
  for (EdgeKind kind : {EdgeKind::test_run, EdgeKind::doc_test}) {
    action.kind = kind;
    EXPECT_EQ(environment_of(action),
              (Environment{{"CARGO_PKG_VERSION", "1.0.0"}, {"OUT_DIR", "script"}, {"OWN", "script"}}));
  }
  action.kind = EdgeKind::test;
  EXPECT_EQ(environment_of(action).at("CARGO_PKG_VERSION"), "script");
}

TEST_F(EnvironmentTest, ABuildScriptDoesNotSeeTheFlagsThatCargoTakesOut) {
  const Environment users = {
      {"RUSTFLAGS", "-g"}, {"RUSTC_WRAPPER", "w"}, {"RUSTC_WORKSPACE_WRAPPER", "w"}, {"A", "1"}};
  Action action{};
  action.kind = EdgeKind::build_script_run;
  EXPECT_EQ(environment_of(action, users), (Environment{{"A", "1"}}));
  action.environment = {{"RUSTC_WORKSPACE_WRAPPER", "cargos"}};
  EXPECT_EQ(environment_of(action, users).at("RUSTC_WORKSPACE_WRAPPER"), "cargos");
  action.kind = EdgeKind::fused_library;
  action.environment = {};
  EXPECT_EQ(environment_of(action, users), users);
}

TEST_F(EnvironmentTest, MetadataBecomesVariables) {
  ScriptOutput script;
  script.metadata = {{"include-dir", "/x"}, {"Root", "/y"}};
  write("out", write_script_output(script, ""));
  Action action{};
  action.script_metadata = {{"DEP_Z_", "out"}};
  EXPECT_EQ(environment_of(action), (Environment{{"DEP_Z_INCLUDE_DIR", "/x"}, {"DEP_Z_ROOT", "/y"}}));
}

TEST_F(EnvironmentTest, LibraryPathHasOwnDirectoriesFirst) {
  ScriptOutput script;
  script.link_search = {"native=/b/x/out", "/elsewhere", "/b/y", "native=/bc"};
  write("out", write_script_output(script, ""));
  Action action{};
  action.library_path = {"out"};
  EXPECT_EQ(environment_of(action).at("LD_LIBRARY_PATH"), "/b/x/out:/b/y");
  action.environment = {{"LD_LIBRARY_PATH", "/sysroot"}};
  EXPECT_EQ(environment_of(action).at("LD_LIBRARY_PATH"), "/b/x/out:/b/y:/sysroot");
  EXPECT_EQ(environment_of(action, {{"LD_LIBRARY_PATH", "/users:/sysroot"}}).at("LD_LIBRARY_PATH"),
            "/b/x/out:/b/y:/sysroot:/users");
}

TEST_F(EnvironmentTest, MissingFilesAreErrors) {
  Action action{};
  action.script_environment = {"none"};
  ScriptOutputs scripts;
  EXPECT_FALSE(child_environment(action, {}, scripts, "/b"));
  Result<FrozenEnvironment> kept = read_frozen_environment();
  ASSERT_FALSE(kept);
  EXPECT_NE(kept.error().help.find("ferrule generate"), std::string::npos);
}

// --- The user's variables ---------------------------------------------------------------

Action action_of(EdgeKind kind) {
  Action action{};
  action.kind = kind;
  action.directory = "/package";
  return action;
}

TEST(UsersEnvironmentTest, TheCallersVariablesComeWithThoseThatWereKept) {
  const FrozenEnvironment kept{{{"CC", "gcc"}, {"PATH", "/kept"}}};
  const Environment caller = {{"PATH", "/callers"}, {"OWN", "1"}};
  EXPECT_EQ(users_environment(action_of(EdgeKind::fused_library), kept, caller, {}),
            (Environment{{"CC", "gcc"}, {"OWN", "1"}, {"PATH", "/kept"}}));
}

TEST(UsersEnvironmentTest, TheCallersWinOverDefaults) {
  const FrozenEnvironment kept{{{"CC", "gcc"}, {"DRINK", "tea"}, {"FOOD", "cake"}}, {}, {"DRINK", "FOOD"}};
  EXPECT_EQ(users_environment(action_of(EdgeKind::fused_library), kept, {{"CC", "clang"}, {"DRINK", "milk"}}, {}),
            (Environment{{"CC", "gcc"}, {"DRINK", "milk"}, {"FOOD", "cake"}}));
}

TEST(UsersEnvironmentTest, WhereATestRunsTheCallersWinOverAllThatIsNotFixed) {
  const FrozenEnvironment kept{{{"CC", "gcc"}, {"GIVEN", "kept"}, {"PATH", "/kept"}}, {"GIVEN"}};
  const Environment caller = {{"PATH", "/callers"}, {"GIVEN", "callers"}};
  for (EdgeKind kind : {EdgeKind::test_run, EdgeKind::doc_test})
    EXPECT_EQ(users_environment(action_of(kind), kept, caller, {}),
              (Environment{{"CC", "gcc"}, {"GIVEN", "kept"}, {"PATH", "/callers"}}));
}

TEST(UsersEnvironmentTest, AClosedOneHasWhatWasKeptAndNothingElse) {
  const FrozenEnvironment kept{{{"CC", "gcc"}}, {}, {}, true};
  for (EdgeKind kind : {EdgeKind::fused_library, EdgeKind::build_script_run, EdgeKind::test_run})
    EXPECT_EQ(users_environment(action_of(kind), kept, {{"CC", "clang"}, {"OWN", "1"}}, {{"ASKED", "before"}}),
              (Environment{{"CC", "gcc"}}));
}

TEST(UsersEnvironmentTest, FromABareEnvironmentAnEdgeSeesWhatItAskedForBefore) {
  const std::vector<RequestedVariable> remembered = {
      {"ASKED", "before"}, {"UNSET", std::nullopt}, {"API_TOKEN", std::nullopt, "0123456789abcdef"}};
  EXPECT_EQ(users_environment(action_of(EdgeKind::fused_library), {}, {}, remembered),
            (Environment{{"ASKED", "before"}}));
  EXPECT_EQ(users_environment(action_of(EdgeKind::fused_library), {}, {{"ASKED", "now"}}, remembered),
            (Environment{{"ASKED", "now"}}));
  EXPECT_EQ(users_environment(action_of(EdgeKind::fused_library), {{{"ASKED", "kept"}}}, {}, remembered),
            (Environment{{"ASKED", "kept"}}));
}

TEST(UsersEnvironmentTest, WhatFerruleBuildSetsForNinjaStaysBehind) {
  for (EdgeKind kind : {EdgeKind::fused_library, EdgeKind::build_script_run, EdgeKind::test_run}) {
    const Environment ours = {
        {"FERRULE_PROGRESS", "0001a"}, {"NINJA_STATUS", "\x02%f %t "}, {"CLICOLOR_FORCE", "ferrule"}};
    EXPECT_EQ(users_environment(action_of(kind), {}, ours, {}), Environment());
    const Environment users = {{"NINJA_STATUS", "[%f] "}, {"CLICOLOR_FORCE", "1"}};
    EXPECT_EQ(users_environment(action_of(kind), {}, users, {}), users);
  }
}

TEST(UsersEnvironmentTest, WhatIsNotMeantForToolsStaysBehind) {
  const Environment caller = {{"RUSTC_BOOTSTRAP", "1"},
                              {"PWD", "/where/ninja/is"},
                              {"CARGO_MAKEFLAGS", "-j --jobserver-auth=3,4"},
                              {"MAKEFLAGS", " -j2 --jobserver-auth=3,4"},
                              {"MFLAGS", "-k"}};
  EXPECT_EQ(users_environment(action_of(EdgeKind::fused_library), {}, caller, {}),
            (Environment{{"MFLAGS", "-k"}, {"PWD", "/package"}}));
  EXPECT_EQ(users_environment(action_of(EdgeKind::fused_library), {{{"RUSTC_BOOTSTRAP", "1"}}}, {}, {}),
            (Environment{{"RUSTC_BOOTSTRAP", "1"}}));
}

TEST(BootstrapTest, IsEnforced) {
  Action action{};
  action.package = "p v1.0.0";
  auto allowed = [&action](Bootstrap rule, const Environment& environment) {
    action.bootstrap = rule;
    return static_cast<bool>(check_bootstrap(action, environment));
  };
  const Environment none, one = {{"RUSTC_BOOTSTRAP", "1"}}, name = {{"RUSTC_BOOTSTRAP", "p"}},
                          empty = {{"RUSTC_BOOTSTRAP", ""}};
  EXPECT_TRUE(allowed(Bootstrap::required, one));
  EXPECT_FALSE(allowed(Bootstrap::required, none));
  EXPECT_FALSE(allowed(Bootstrap::required, name));
  EXPECT_FALSE(allowed(Bootstrap::required, empty));
  EXPECT_TRUE(allowed(Bootstrap::forbidden, none));
  EXPECT_FALSE(allowed(Bootstrap::forbidden, one));
  EXPECT_FALSE(allowed(Bootstrap::forbidden, empty));
  for (const Environment& any : {none, one, name, empty}) EXPECT_TRUE(allowed(Bootstrap::users, any));
}

TEST(BootstrapTest, ErrorNamesPackageAndCure) {
  Action action{};
  action.package = "p v1.0.0";
  Status status = check_bootstrap(action, {{"RUSTC_BOOTSTRAP", "1"}});
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().message.find("`p v1.0.0`"), std::string::npos);
  EXPECT_NE(status.error().help.find("ferrule generate"), std::string::npos);
}

}  // namespace
}  // namespace ferrule
