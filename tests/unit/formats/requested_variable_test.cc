#include "formats/requested_variable.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

RequestedVariable noted(const std::string& value, bool is_secret) {
  return requested_variable("NAME", &value, is_secret);
}

TEST(RequestedVariableTest, IsReadAsItWasWritten) {
  const std::vector<RequestedVariable> variables = {noted("x=y", false), noted("", false), noted("canary", true),
                                                    requested_variable("NAME", nullptr, true)};
  const std::string text = write_requested_variables(variables);
  EXPECT_EQ(text.find("canary"), std::string::npos);
  Result<std::vector<RequestedVariable>> read = parse_requested_variables(text, "file");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, variables);
}

TEST(RequestedVariableTest, IsKnownAgainByValueOrDigest) {
  const std::string same = "same", other = "other", empty;
  for (bool is_secret : {false, true}) {
    EXPECT_TRUE(noted("same", is_secret).was(&same));
    EXPECT_FALSE(noted("same", is_secret).was(&other));
    EXPECT_FALSE(noted("same", is_secret).was(nullptr));
    EXPECT_TRUE(noted("", is_secret).was(&empty));
    EXPECT_FALSE(noted("", is_secret).was(nullptr));
  }
  EXPECT_TRUE(requested_variable("NAME", nullptr, false).was(nullptr));
  EXPECT_FALSE(requested_variable("NAME", nullptr, false).was(&empty));
}

TEST(RequestedVariableTest, WhatCannotBeUnderstoodIsAnError) {
  EXPECT_FALSE(parse_requested_variables("cut o", "file"));
  EXPECT_FALSE(parse_requested_variables("other A=1\n", "file"));
}

TEST(SecretTest, IsToldByItsName) {
  for (const char* name : {"GITHUB_TOKEN", "CARGO_REGISTRIES_MINE_TOKEN", "AWS_SECRET_ACCESS_KEY", "PGPASSWORD",
                           "SIGNING_KEY", "X_CREDENTIAL_FILE"})
    EXPECT_TRUE(sounds_secret(name)) << name;
  for (const char* name : {"DATABASE_URL", "KEYBOARD", "PATH"}) EXPECT_FALSE(sounds_secret(name)) << name;
}

}  // namespace
}  // namespace ferrule
