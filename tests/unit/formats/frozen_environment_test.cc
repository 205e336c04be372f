#include "formats/frozen_environment.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

TEST(FrozenEnvironmentTest, IsReadAsItWasWritten) {
  const FrozenEnvironment environment{{{"A", "x=y"}, {"B", ""}, {"C", "two\nlines"}}, {"C"}, {"B"}, true};
  const std::string text = write_frozen_environment(environment);
  EXPECT_EQ(text.substr(0, text.find("fixed")), "closed yes\nenv A=x=y\ndefault B=\n");
  Result<FrozenEnvironment> read = parse_frozen_environment(text, "file");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, environment);
  EXPECT_EQ(*read->find("A"), "x=y");
  EXPECT_EQ(read->find("D"), nullptr);
}

TEST(FrozenEnvironmentTest, WhatIsNotUnderstoodIsAnError) {
  for (const char* text : {"env A\n", "other A=1\n", "fixed A\n"})
    EXPECT_FALSE(parse_frozen_environment(text, "file"));
}

TEST(FrozenEnvironmentTest, AnEmptyBootstrapIsNone) {
  EXPECT_FALSE(FrozenEnvironment().has_bootstrap());
  EXPECT_FALSE((FrozenEnvironment{{{"RUSTC_BOOTSTRAP", ""}}}.has_bootstrap()));
  EXPECT_TRUE((FrozenEnvironment{{{"RUSTC_BOOTSTRAP", "app"}}}.has_bootstrap()));
}

}  // namespace
}  // namespace ferrule
