#include "command/options/saved_options.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

TEST(SavedOptionsTest, ComeBackAsTheyWereSaved) {
  SavedOptions saved;
  saved.directory = "/my w";
  saved.options.manifest_path = "a b/Cargo.toml";
  saved.options.cargo_arguments = {"--features", "x y", "--config", "a=\"b\\c\"\n", ""};
  saved.options.config_overrides = {"a=\"b\\c\"\n"};
  saved.options.plan.pipelining = Pipelining::off;
  saved.options.plan.fused = {"one", "two"};
  saved.options.depfiles = DepfileMode::depfile;
  saved.options.siso = true;
  saved.options.variables = {"A", "B=c=d"};
  saved.options.with_tests = false;
  saved.options.documentation = {true, true, true};
  saved.options.watch = false;
  saved.options.plan.jobs = 7;
  saved.options.jobserver = false;
  saved.options.memory = {8192, 0};
  Result<SavedOptions> back = parse_options(write_options(saved), "options");
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->directory, saved.directory);
  EXPECT_EQ(back->options.manifest_path, saved.options.manifest_path);
  EXPECT_EQ(back->options.cargo_arguments, saved.options.cargo_arguments);
  EXPECT_EQ(back->options.config_overrides, saved.options.config_overrides);
  EXPECT_EQ(back->options.plan.pipelining, saved.options.plan.pipelining);
  EXPECT_EQ(back->options.plan.fused, saved.options.plan.fused);
  EXPECT_EQ(back->options.depfiles, saved.options.depfiles);
  EXPECT_EQ(back->options.siso, true);
  EXPECT_EQ(back->options.variables, saved.options.variables);
  EXPECT_FALSE(back->options.with_tests);
  EXPECT_EQ(back->options.documentation, (Documentation{true, true, true}));
  EXPECT_FALSE(back->options.watch);
  EXPECT_EQ(back->options.plan.jobs, saved.options.plan.jobs);
  EXPECT_FALSE(back->options.jobserver);
  EXPECT_EQ(back->options.memory, saved.options.memory);
}

TEST(SavedOptionsTest, DefaultsComeBackToo) {
  Result<SavedOptions> back = parse_options(write_options({{}, "/w"}), "options");
  ASSERT_TRUE(back);
  EXPECT_EQ(write_options(*back), write_options({{}, "/w"}));
  EXPECT_TRUE(back->options.with_tests);
  EXPECT_TRUE(back->options.watch);
  EXPECT_EQ(back->options.plan.pipelining, GenerateOptions().plan.pipelining);
  EXPECT_FALSE(back->options.plan.jobs);
  EXPECT_TRUE(back->options.jobserver);
}

TEST(SavedOptionsTest, RefusesWhatAnotherVersionMayHaveSaved) {
  Result<SavedOptions> back = parse_options("directory /w\ncolour red\n", "/b/ferrule/options");
  ASSERT_FALSE(back);
  EXPECT_EQ(back.error().where, "/b/ferrule/options");
  EXPECT_NE(back.error().help, "");
  EXPECT_FALSE(parse_options("directory /w", "cut off"));
}

}  // namespace
}  // namespace ferrule
