#include "command/cmake/rustflags.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

const std::vector<std::string> kFlags{"--cfg", "called"};

using Options = std::vector<std::string>;

TEST(RustflagsTest, FollowThoseOfTheBuildConfiguration) {
  Environment environment{"PATH=/bin"};
  Result<Options> options = add_rustflags(kFlags, environment, {});
  ASSERT_TRUE(options);
  EXPECT_EQ(*options, (Options{"--config", R"(build.rustflags=["--cfg","called"])"}));
  EXPECT_EQ(environment, Environment{"PATH=/bin"});
}

TEST(RustflagsTest, FollowThoseOfEachTargetInTheConfiguration) {
  Environment environment;
  Result<Options> options = add_rustflags(kFlags, environment, {R"(cfg(feature = "a"))"});
  ASSERT_TRUE(options);
  EXPECT_EQ(*options, (Options{"--config", R"(build.rustflags=["--cfg","called"])", "--config",
                               R"~(target."cfg(feature = \"a\")".rustflags=["--cfg","called"])~"}));
}

TEST(RustflagsTest, FollowThoseOfTheVariables) {
  Environment plain{"RUSTFLAGS= --cfg  user "};
  ASSERT_TRUE(add_rustflags(kFlags, plain, {"a"}));
  EXPECT_EQ(find_variable(plain, "CARGO_ENCODED_RUSTFLAGS"),
            "--cfg\x1fuser\x1f--cfg\x1f"
            "called");

  Environment encoded{"CARGO_ENCODED_RUSTFLAGS=--cfg\x1fx", "RUSTFLAGS=--cfg user"};
  Result<Options> options = add_rustflags(kFlags, encoded, {"a"});
  ASSERT_TRUE(options);
  EXPECT_EQ(*options, Options{});
  EXPECT_EQ(find_variable(encoded, "CARGO_ENCODED_RUSTFLAGS"),
            "--cfg\x1fx\x1f--cfg\x1f"
            "called");
}

TEST(RustflagsTest, AnEmptyVariableStillReplacesTheConfiguration) {
  Environment environment{"RUSTFLAGS="};
  Result<Options> options = add_rustflags(kFlags, environment, {"a"});
  ASSERT_TRUE(options);
  EXPECT_EQ(*options, Options{});
  EXPECT_EQ(find_variable(environment, "CARGO_ENCODED_RUSTFLAGS"),
            "--cfg\x1f"
            "called");
}

TEST(RustflagsTest, FollowThoseOfATargetsVariable) {
  Environment environment{"CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS=--cfg user"};
  Result<Options> options = add_rustflags(kFlags, environment, {"x86_64-unknown-linux-gnu", "cfg(unix)"});
  ASSERT_TRUE(options);
  EXPECT_EQ(environment, Environment{"CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS=--cfg user --cfg called"});
  EXPECT_EQ(*options, (Options{"--config", R"(build.rustflags=["--cfg","called"])", "--config",
                               R"~(target."cfg(unix)".rustflags=["--cfg","called"])~"}));
}

TEST(RustflagsTest, RefuseASpaceInATargetsVariable) {
  Environment environment{"CARGO_TARGET_A_RUSTFLAGS=--cfg user"};
  Result<Options> options = add_rustflags({"--cfg", "mood=\"two words\""}, environment, {});
  ASSERT_FALSE(options);
  EXPECT_NE(options.error().message.find("CARGO_TARGET_A_RUSTFLAGS"), std::string::npos);
}

}  // namespace
}  // namespace ferrule
