#include "launcher/environment.h"

#include "temporary_tree.h"

namespace ferrule {
namespace {

class EnvironmentTest : public TemporaryTree {
 protected:
  Environment environment_of(const Action& action, const Environment& frozen = {}) {
    ScriptOutputs scripts;
    Result<Environment> environment = child_environment(action, frozen, scripts, "/b");
    EXPECT_TRUE(environment) << environment.error().message;
    return environment ? *environment : Environment();
  }
};

TEST_F(EnvironmentTest, LaterSourcesWin) {
  ScriptOutput script;
  script.environment = {{"C", "script"}};
  write("out", write_script_output(script));
  Action action{};
  action.environment = {{"B", "action"}, {"C", "action"}};
  action.script_environment = {"out"};
  EXPECT_EQ(environment_of(action, {{"A", "frozen"}, {"B", "frozen"}, {"C", "frozen"}}),
            (Environment{{"A", "frozen"}, {"B", "action"}, {"C", "script"}}));
}

TEST_F(EnvironmentTest, WhereATestRunsCargosVariablesComeLast) {
  ScriptOutput script;
  script.environment = {{"CARGO_PKG_VERSION", "script"}, {"OUT_DIR", "script"}, {"OWN", "script"}};
  write("out", write_script_output(script));
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

TEST_F(EnvironmentTest, TakesNothingFromTheCaller) {
  setenv("FERRULE_TEST_CANARY", "1", 1);
  EXPECT_TRUE(environment_of({}).empty());
}

TEST_F(EnvironmentTest, MetadataBecomesVariables) {
  ScriptOutput script;
  script.metadata = {{"include-dir", "/x"}, {"Root", "/y"}};
  write("out", write_script_output(script));
  Action action{};
  action.script_metadata = {{"DEP_Z_", "out"}};
  EXPECT_EQ(environment_of(action), (Environment{{"DEP_Z_INCLUDE_DIR", "/x"}, {"DEP_Z_ROOT", "/y"}}));
}

TEST_F(EnvironmentTest, LibraryPathHasOwnDirectoriesFirst) {
  ScriptOutput script;
  script.link_search = {"native=/b/x/out", "/elsewhere", "/b/y", "native=/bc"};
  write("out", write_script_output(script));
  Action action{};
  action.library_path = {"out"};
  EXPECT_EQ(environment_of(action).at("LD_LIBRARY_PATH"), "/b/x/out:/b/y");
  action.environment = {{"LD_LIBRARY_PATH", "/sysroot"}};
  EXPECT_EQ(environment_of(action).at("LD_LIBRARY_PATH"), "/b/x/out:/b/y:/sysroot");
}

TEST_F(EnvironmentTest, MissingFilesAreErrors) {
  Action action{};
  action.script_environment = {"none"};
  ScriptOutputs scripts;
  EXPECT_FALSE(child_environment(action, {}, scripts, "/b"));
  Result<Environment> frozen = read_frozen_environment();
  ASSERT_FALSE(frozen);
  EXPECT_NE(frozen.error().help.find("ferrule generate"), std::string::npos);
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
