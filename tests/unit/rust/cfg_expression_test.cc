#include "rust/cfg_expression.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

const Cfgs kLinux = {"unix", "debug_assertions", "target_os=\"linux\"", "target_arch=\"x86_64\"",
                     "target_feature=\"sse2\""};

TEST(CfgExpressionTest, HoldsByWhatRustcPrints) {
  for (const char* text :
       {"cfg(unix)", "cfg( unix )", "cfg(target_os = \"linux\")", "cfg(target_os=\"linux\")", "cfg(not(windows))",
        "cfg(all(unix, target_arch = \"x86_64\"))", "cfg(all(unix,not(target_os=\"macos\"),))",
        "cfg(any(windows, target_feature = \"sse2\"))", "cfg(all())", "cfg(true)", "cfg(not(false))"})
    EXPECT_EQ(cfg_holds(text, kLinux), true) << text;
  for (const char* text : {"cfg(windows)", "cfg(target_os = \"macos\")", "cfg(not(unix))", "cfg(all(unix, windows))",
                           "cfg(any())", "cfg(any(windows, target_os=\"none\"))", "cfg(false)", "cfg(target_os)"})
    EXPECT_EQ(cfg_holds(text, kLinux), false) << text;
}

TEST(CfgExpressionTest, NothingElseIsAnExpression) {
  for (const char* text :
       {"x86_64-unknown-linux-gnu", "", "cfg", "cfg()", "cfg(unix", "cfg(unix) more", "cfg(not(unix, unix))",
        "cfg(some(unix))", "cfg(target_os = linux)", "cfg(target_os = \"linux)", "cfg(all(unix unix))"})
    EXPECT_EQ(cfg_holds(text, kLinux), std::nullopt) << text;
}

}  // namespace
}  // namespace ferrule
