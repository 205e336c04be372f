#include "record/cargo/runners.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

class RunnersTest : public testing::Test {
 protected:
  /// Its words, or the error.
  std::string found(const std::string& triple) {
    Result<std::vector<std::string>> runner = find_runner(runners, triple, [this]() -> Result<Cfgs> {
      ++questions;
      return Cfgs{"unix", "target_os=\"linux\""};
    });
    if (!runner) return runner.error().message;
    std::string text;
    for (const std::string& word : *runner) text += word + " ";
    return text;
  }

  std::vector<ConfiguredRunner> runners;
  int questions = 0;
};

TEST_F(RunnersTest, ATripleGoesBeforeAnExpression) {
  runners = {{"cfg(unix)", {"by-cfg"}}, {"x86_64-unknown-linux-gnu", {"by-triple", "-x"}}};
  EXPECT_EQ(found("x86_64-unknown-linux-gnu"), "by-triple -x ");
  EXPECT_EQ(questions, 0);
  EXPECT_EQ(found("aarch64-unknown-linux-gnu"), "by-cfg ");
  EXPECT_EQ(questions, 1);
}

TEST_F(RunnersTest, AVariableNamesItsTriple) {
  runners = {{"CARGO_TARGET_THUMBV8M_MAIN_NONE_EABI_RUNNER", {"probe"}}, {"cfg(windows)", {"wine"}}};
  EXPECT_EQ(found("thumbv8m.main-none-eabi"), "probe ");
  EXPECT_EQ(found("x86_64-unknown-linux-gnu"), "");
}

TEST_F(RunnersTest, TwoExpressionsThatFitAreAnError) {
  runners = {{"cfg(unix)", {"one"}}, {"cfg(windows)", {"two"}}, {"cfg(target_os = \"linux\")", {"three"}}};
  EXPECT_EQ(found("x86_64-unknown-linux-gnu"),
            "several runners fit `x86_64-unknown-linux-gnu`: target.'cfg(unix)'.runner and "
            "target.'cfg(target_os = \"linux\")'.runner");
}

}  // namespace
}  // namespace ferrule
