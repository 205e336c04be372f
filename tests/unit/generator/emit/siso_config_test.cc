#include "emit/siso_config.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "formats/edge_kind.h"

namespace ferrule {
namespace {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

Json rule_named(const Json& steps, std::string_view action) {
  for (const Json& rule : steps["rules"])
    if (rule["action"] == action) return rule;
  return {};
}

TEST(SisoConfigTest, CompilesMayRunElsewhere) {
  const Json steps = Json::parse(write_siso_steps());
  Words actions;
  for (const Json& rule : steps["rules"]) {
    actions.push_back(rule["action"]);
    EXPECT_EQ(rule["remote"], true) << rule;
  }
  EXPECT_EQ(actions, (Words{"rust_metadata", "rust_codegen", "rust_lib", "rust_proc_macro", "rust_check",
                            "rust_clippy", "rust_unlinked"}));
}

TEST(SisoConfigTest, LinksRunsAndTestsStayHere) {
  for (EdgeKind kind : {EdgeKind::executable, EdgeKind::cdylib, EdgeKind::test, EdgeKind::build_script,
                        EdgeKind::build_script_run, EdgeKind::test_run, EdgeKind::doc_test})
    EXPECT_FALSE(traits_of(kind).runs_anywhere) << rule_name(kind);
}

TEST(SisoConfigTest, ACompileTakesNoFullLibraries) {
  const Json steps = Json::parse(write_siso_steps());
  EXPECT_EQ(rule_named(steps, "rust_codegen")["indirect_inputs"]["includes"], (Json{"*.so", "*_meta.rlib"}));
  EXPECT_EQ(rule_named(steps, "rust_check")["indirect_inputs"]["includes"], (Json{"*.so", "*.rmeta"}));
}

TEST(SisoConfigTest, TheStarlarkReadsWhatIsWrittenBesideIt) {
  EXPECT_NE(siso_main().find("\"./" + std::string(kSisoStepsFile) + "\""), std::string_view::npos);
  EXPECT_NE(siso_main().find("def init(ctx):"), std::string_view::npos);
}

}  // namespace
}  // namespace ferrule
