#include "command/options/workspace_settings.h"

#include <gtest/gtest.h>

#include "support/fake_disk.h"
#include "support/show.h"

namespace ferrule {
namespace {

Result<WorkspaceSettings> read(const std::string& text) {
  FakeDisk disk;
  disk.put("/w/ferrule.toml", text);
  return read_workspace_settings(disk, "/w");
}

std::string refusal(const std::string& text) {
  Result<WorkspaceSettings> settings = read(text);
  return settings ? "<accepted>" : settings.error().message + " at " + settings.error().where;
}

TEST(WorkspaceSettingsTest, HoldsTheModeAndTheFusedPackages) {
  Result<WorkspaceSettings> settings = read("# ours\npipelining = 'auto'\nno-pipelining = ['a', 'b']\n");
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->plan.pipelining, Pipelining::automatic);
  EXPECT_EQ(show(settings->plan.fused), "a b");
  EXPECT_EQ(settings->file, "/w/ferrule.toml");
}

TEST(WorkspaceSettingsTest, MayCloseTheEnvironment) {
  EXPECT_TRUE(read("closed-environment = true")->closed_environment);
  EXPECT_FALSE(read("closed-environment = false")->closed_environment);
  EXPECT_EQ(refusal("closed-environment = 'yes'\n"), "`closed-environment` takes true or false at /w/ferrule.toml:1");
}

TEST(WorkspaceSettingsTest, MayNameAWrapperOfRustc) {
  EXPECT_EQ(read("rustc-wrapper = 'sccache'")->rustc_wrapper, "sccache");
  EXPECT_EQ(read("rustc-wrapper = './tools/wrap'")->rustc_wrapper, "/w/tools/wrap");
  EXPECT_EQ(read("rustc-wrapper = '/opt/wrap'")->rustc_wrapper, "/opt/wrap");
  EXPECT_EQ(refusal("rustc-wrapper = ''\n"), "`rustc-wrapper` takes a program at /w/ferrule.toml:1");
  EXPECT_EQ(refusal("rustc-wrapper = true\n"), "`rustc-wrapper` takes a program at /w/ferrule.toml:1");
}

TEST(WorkspaceSettingsTest, MayBeMissingOrEmpty) {
  FakeDisk disk;
  Result<WorkspaceSettings> none = read_workspace_settings(disk, "/w");
  ASSERT_TRUE(none);
  EXPECT_EQ(none->file, "");
  EXPECT_TRUE(read(""));
}

TEST(WorkspaceSettingsTest, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(refusal("\n[plan]\ncores = 2\n"), "there is no setting `plan` at /w/ferrule.toml:2");
  EXPECT_EQ(refusal("no-pipelining = []\npipeline = 'auto'\n"),
            "there is no setting `pipeline` at /w/ferrule.toml:2");
  EXPECT_EQ(refusal("pipelining = 'on'\n"),
            "`pipelining` takes \"hollow\", \"auto\" or \"off\" at /w/ferrule.toml:1");
  EXPECT_EQ(refusal("pipelining = true\n"),
            "`pipelining` takes \"hollow\", \"auto\" or \"off\" at /w/ferrule.toml:1");
  EXPECT_EQ(refusal("no-pipelining = 'a'\n"), "`no-pipelining` takes a list of package names at /w/ferrule.toml:1");
  EXPECT_EQ(refusal("no-pipelining = ['a',\n 1]\n"),
            "`no-pipelining` takes a list of package names at /w/ferrule.toml:2");
}

TEST(WorkspaceSettingsTest, NamesTheLineThatIsNoToml) {
  EXPECT_TRUE(refusal("no-pipelining = []\npipelining = auto\n").ends_with(" at /w/ferrule.toml:2"));
}

/// What the file holds after `packages` were added to it.
std::string with(FakeDisk& disk, const std::vector<std::string>& packages) {
  Result<std::string> file = add_fused_packages(disk, "/w", packages);
  if (!file) return file.error().message;
  return *disk.read(*file);
}

TEST(WorkspaceSettingsTest, TakesMorePackages) {
  FakeDisk disk;
  disk.put("/w/Cargo.toml", "");
  EXPECT_EQ(with(disk, {"a", "b"}), "no-pipelining = [\"a\", \"b\"]\n");
  EXPECT_EQ(with(disk, {"b", "c"}), "no-pipelining = [\"c\", \"a\", \"b\"]\n");
  disk.put("/w/ferrule.toml", "# no-pipelining = ['x']\npipelining = 'auto'");
  EXPECT_EQ(with(disk, {"a"}), "# no-pipelining = ['x']\npipelining = 'auto'\nno-pipelining = [\"a\"]\n");
  disk.put("/w/ferrule.toml", "pipelining = 'off'\n  no-pipelining = [  # none yet\n]\n");
  EXPECT_EQ(with(disk, {"a"}), "pipelining = 'off'\n  no-pipelining = [\"a\"  # none yet\n]\n");
  disk.put("/w/ferrule.toml", "colour = 'red'\n");
  EXPECT_EQ(with(disk, {"a"}), "there is no setting `colour`");
  EXPECT_EQ(*disk.read("/w/ferrule.toml"), "colour = 'red'\n");
}

}  // namespace
}  // namespace ferrule
