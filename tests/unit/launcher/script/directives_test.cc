#include "launcher/script/directives.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

using Names = std::vector<std::string>;

const DirectiveRules kRules = {.package = "p v1.0.0", .rust_version = ""};

ScriptOutput parsed(const std::string& text) {
  Result<ScriptOutput> output = parse_directives(text, kRules);
  EXPECT_TRUE(output) << text << ": " << output.error().message;
  return output ? *output : ScriptOutput();
}

std::string error_of(const std::string& text, const DirectiveRules& rules = kRules) {
  Result<ScriptOutput> output = parse_directives(text, rules);
  EXPECT_FALSE(output) << text;
  return output ? "" : output.error().message;
}

/// Every key in both syntaxes.
class BothSyntaxes : public testing::TestWithParam<std::string> {
 protected:
  ScriptOutput say(const std::string& directive) { return parsed(GetParam() + directive + "\n"); }
};
INSTANTIATE_TEST_SUITE_P(Directives, BothSyntaxes, testing::Values("cargo:", "cargo::"));

TEST_P(BothSyntaxes, Lists) {
  EXPECT_EQ(say("rustc-link-lib=static=z").link_libraries, Names{"static=z"});
  EXPECT_EQ(say("rustc-link-search=native=/x").link_search, Names{"native=/x"});
  EXPECT_EQ(say("rustc-cfg=a=\"b\"").cfgs, Names{"a=\"b\""});
  EXPECT_EQ(say("rustc-check-cfg=cfg(a)").check_cfgs, Names{"cfg(a)"});
  EXPECT_EQ(say("warning=w").warnings, Names{"w"});
  EXPECT_EQ(say("rerun-if-changed=src").rerun_if_changed, Names{"src"});
  EXPECT_EQ(say("rerun-if-env-changed=CC").rerun_if_env_changed, Names{"CC"});
}

TEST_P(BothSyntaxes, LinkArguments) {
  auto argument = [this](const std::string& directive) { return say(directive).link_arguments.at(0); };
  EXPECT_EQ(argument("rustc-link-arg=-a=b"), (LinkArgument{"all", "-a=b"}));
  EXPECT_EQ(argument("rustc-link-arg-cdylib=x"), (LinkArgument{"cdylib", "x"}));
  EXPECT_EQ(argument("rustc-cdylib-link-arg=x"), (LinkArgument{"cdylib", "x"}));
  EXPECT_EQ(argument("rustc-link-arg-bins=x"), (LinkArgument{"bins", "x"}));
  EXPECT_EQ(argument("rustc-link-arg-bin=my-app=x=y"), (LinkArgument{"bin=my-app", "x=y"}));
  EXPECT_EQ(argument("rustc-link-arg-tests=x"), (LinkArgument{"tests", "x"}));
  EXPECT_EQ(argument("rustc-link-arg-benches=x"), (LinkArgument{"benches", "x"}));
  EXPECT_EQ(argument("rustc-link-arg-examples=x"), (LinkArgument{"examples", "x"}));
}

TEST_P(BothSyntaxes, LinkArgumentsOfTargetsThatThePackageHas) {
  DirectiveRules rules = kRules;
  rules.link_targets = {"all", "bins", "bin=app", "tests"};
  auto allowed = [&](const std::string& directive) {
    return static_cast<bool>(parse_directives(GetParam() + directive, rules));
  };
  for (const char* kind : {"", "-bins", "-bin=app", "-tests", "-cdylib"})
    EXPECT_TRUE(allowed(std::string("rustc-link-arg") + kind + "=x")) << kind;
  EXPECT_EQ(error_of(GetParam() + "rustc-link-arg-benches=x", rules),
            "invalid instruction `" + GetParam() + "rustc-link-arg-benches` from build script of `p v1.0.0`\n" +
                "The package p v1.0.0 does not have a benchmark target.");
  EXPECT_EQ(error_of(GetParam() + "rustc-link-arg-bin=ap=x", rules),
            "invalid instruction `" + GetParam() + "rustc-link-arg-bin` from build script of `p v1.0.0`\n" +
                "The package p v1.0.0 does not have a bin target with the name `ap`.");
}

TEST_P(BothSyntaxes, Flags) {
  ScriptOutput output = say("rustc-flags=-l foo -L/x\t-L native=/y  -lbar");
  EXPECT_EQ(output.link_libraries, (Names{"foo", "bar"}));
  EXPECT_EQ(output.link_search, (Names{"/x", "native=/y"}));
}

TEST_P(BothSyntaxes, Environment) {
  EXPECT_EQ(say("rustc-env=A=b=c").environment, (std::vector<EnvironmentVariable>{{"A", "b=c"}}));
  EXPECT_EQ(say("rustc-env=A=").environment, (std::vector<EnvironmentVariable>{{"A", ""}}));
}

TEST(DirectivesTest, UnknownOldKeysAreMetadata) {
  EXPECT_EQ(parsed("cargo:include=/a=b\n").metadata, (std::vector<EnvironmentVariable>{{"include", "/a=b"}}));
  EXPECT_EQ(parsed("cargo:error=x\n").metadata, (std::vector<EnvironmentVariable>{{"error", "x"}}));
  EXPECT_EQ(parsed("cargo:metadata=k=v\n").metadata, (std::vector<EnvironmentVariable>{{"metadata", "k=v"}}));
}

TEST(DirectivesTest, NewKeys) {
  EXPECT_EQ(parsed("cargo::metadata=k=v=w\n").metadata, (std::vector<EnvironmentVariable>{{"k", "v=w"}}));
  EXPECT_EQ(parsed("cargo::error=x\n").errors, Names{"x"});
}

TEST(DirectivesTest, TrimsAsCargoDoes) {
  EXPECT_EQ(parsed("  cargo:rustc-cfg= a b \r\n").cfgs, Names{" a b"});
  EXPECT_EQ(parsed("cargo:warning=\n").warnings, Names{""});
  EXPECT_EQ(parsed("cargo:k= v \n").metadata, (std::vector<EnvironmentVariable>{{"k", " v"}}));
}

TEST(DirectivesTest, IgnoresOtherLines) {
  EXPECT_EQ(parsed("hello\nCargo:x=y\ncargo\n\ncargo:rustc-cfg=\xff\xfe\n\xc0\x80"), ScriptOutput());
  EXPECT_EQ(parsed("cargo:rustc-cfg=\u00e9\U0001F600\n").cfgs, Names{"\u00e9\U0001F600"});
  EXPECT_EQ(parsed("cargo:rustc-cfg=no newline at the end").cfgs, Names{"no newline at the end"});
}

TEST(DirectivesTest, KeepsOrderAndDuplicates) {
  EXPECT_EQ(parsed("cargo:rustc-link-arg=1\ncargo:rustc-link-arg-bins=2\ncargo:rustc-link-arg=1\n").link_arguments,
            (std::vector<LinkArgument>{{"all", "1"}, {"bins", "2"}, {"all", "1"}}));
}

constexpr std::string_view kDocs =
    "\nSee https://doc.rust-lang.org/cargo/reference/build-scripts.html#outputs-of-the-build-script "
    "for more information about build script outputs.";

TEST(DirectivesTest, ErrorsAreCargos) {
  EXPECT_EQ(error_of("cargo::nope=1\n"),
            "invalid output in build script of `p v1.0.0`: `cargo::nope=1`\n"
            "Unknown key: `nope`." +
                std::string(kDocs));
  EXPECT_EQ(error_of("cargo::rustc-cfg\n"),
            "invalid output in build script of `p v1.0.0`: `cargo::rustc-cfg`\n"
            "Expected a line with `cargo::KEY=VALUE` with an `=` character, but none was found." +
                std::string(kDocs));
  EXPECT_EQ(error_of("cargo:rustc-cfg\n"),
            "invalid output in build script of `p v1.0.0`: `cargo:rustc-cfg`\n"
            "Expected a line with `cargo:KEY=VALUE` with an `=` character, but none was found." +
                std::string(kDocs));
  EXPECT_EQ(error_of("cargo::metadata=k\n"),
            "invalid output in build script of `p v1.0.0`: `cargo::metadata=k`\n"
            "Expected a line with `cargo::metadata=KEY=VALUE` with an `=` character, but none was found." +
                std::string(kDocs));
  EXPECT_EQ(error_of("cargo:rustc-link-arg-bin=x\n"),
            "invalid instruction `cargo:rustc-link-arg-bin=x` from build script of `p v1.0.0`\n"
            "The instruction should have the form cargo:rustc-link-arg-bin=BIN=ARG");
  EXPECT_EQ(error_of("cargo:rustc-flags=-lx -Wl\n"),
            "only `-l` and `-L` flags are allowed in build script of `p v1.0.0`: `-lx -Wl`");
  EXPECT_EQ(error_of("cargo:rustc-flags=-L\n"), "flag in rustc-flags has no value in build script of `p v1.0.0`: ");
  EXPECT_EQ(error_of("cargo:rustc-env=X\n"), "Variable rustc-env has no value in build script of `p v1.0.0`: X");
}

TEST(DirectivesTest, NewSyntaxNeedsANewEnoughRustVersion) {
  auto allowed = [](const char* version) {
    const DirectiveRules rules = {.package = "p v1.0.0", .rust_version = version};
    return static_cast<bool>(parse_directives("cargo::rustc-cfg=x\n", rules));
  };
  for (const char* version : {"1.77", "1.77.0", "1.100", "1.85.1", ""}) EXPECT_TRUE(allowed(version)) << version;
  for (const char* version : {"1.76.9", "1.7", "1", "1.8.77"}) EXPECT_FALSE(allowed(version)) << version;
  const DirectiveRules old = {.package = "p v1.0.0", .rust_version = "1.70"};
  EXPECT_TRUE(parse_directives("cargo:rustc-cfg=x\n", old));
  const std::string start =
      "the `cargo::` syntax for build script output instructions was added in Rust 1.77.0, but the minimum "
      "supported Rust version of `p v1.0.0` is 1.70.";
  EXPECT_EQ(error_of("cargo::rustc-cfg=x\n", old),
            start + "\nSwitch to the old `cargo:rustc-cfg=x` syntax (note the single colon)." + std::string(kDocs));
  EXPECT_EQ(error_of("cargo::metadata=k=v\n", old),
            start +
                "\nSwitch to the old `cargo:k=v` syntax instead of `cargo::metadata=k=v` (note the single colon)." +
                std::string(kDocs));
  EXPECT_EQ(error_of("cargo::error=v\n", old), start + std::string(kDocs));
}

TEST(DirectivesTest, NeverSetsBootstrap) {
  EXPECT_EQ(error_of("cargo:rustc-env=RUSTC_BOOTSTRAP=1\n").substr(0, 66),
            "cannot set `RUSTC_BOOTSTRAP=1` from build script of `p v1.0.0`.\nno");
  const DirectiveRules rules = {.package = "p v1.0.0", .rust_version = "", .tolerates_bootstrap = true};
  Result<ScriptOutput> output = parse_directives("cargo:rustc-env=RUSTC_BOOTSTRAP=1\n", rules);
  ASSERT_TRUE(output);
  EXPECT_TRUE(output->environment.empty());
  EXPECT_EQ(output->warnings.size(), 1u);
}

TEST(DirectivesTest, LogOfAFailedScript) {
  ScriptOutput log =
      parse_log_directives("cargo::nope\ncargo:warning=a\ncargo::warning=b \ncargo::error=c\n cargo::error=d\n");
  EXPECT_EQ(log.warnings, (Names{"a", "b "}));
  EXPECT_EQ(log.errors, Names{"c"});
}

}  // namespace
}  // namespace ferrule
