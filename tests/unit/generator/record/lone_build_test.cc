#include "record/lone_build.h"

#include <gtest/gtest.h>

#include "support/fake_disk.h"
#include "support/graph_builder.h"

namespace ferrule {
namespace {

/// A workspace at /w. Each crate of the graph has its manifest in /w/<name>, and the features that the build of all
/// has turned on.
class LoneBuildTest : public testing::Test {
 protected:
  void describe(UnitIndex unit, const std::string& manifest, const std::vector<std::string>& features = {}) {
    Unit& described = graph_[unit];
    described.package.root = "/w/" + described.package.name;
    disk_.put(described.package.root + "/Cargo.toml", manifest);
    for (const std::string& feature : features) {
      described.command.emplace_back("--cfg");
      described.command.emplace_back("feature=\"" + feature + "\"");
    }
  }

  bool is_same_alone(UnitIndex root, std::vector<UnitIndex> roots) {
    roots.push_back(root);
    return LoneBuilds(disk_, graph_.graph(), roots, "/w").units_of(root).has_value();
  }

  FakeDisk disk_;
  GraphBuilder graph_;
};

TEST_F(LoneBuildTest, GivesTheUnitsOfOneRoot) {
  UnitIndex below = graph_.library("below"), one = graph_.library("one", {below}), other = graph_.library("other");
  describe(below, "");
  describe(one, "dependencies.below.path = '../below'");
  describe(other, "");
  LoneBuilds builds(disk_, graph_.graph(), {one, other}, "/w");
  EXPECT_EQ(builds.units_of(one), (std::set<UnitIndex>{below, one}));
  EXPECT_EQ(builds.units_of(other), (std::set<UnitIndex>{other}));
}

TEST_F(LoneBuildTest, SeesWhenAnotherRootTurnsAFeatureOn) {
  UnitIndex below = graph_.library("below"), one = graph_.library("one", {below}),
            other = graph_.library("other", {below});
  describe(below, "features.more = []", {"more"});
  describe(one, "dependencies.below.path = '../below'");
  describe(other, "dependencies.below = { path = '../below', features = ['more'] }");
  EXPECT_FALSE(is_same_alone(one, {other}));
  EXPECT_TRUE(is_same_alone(other, {one}));
}

TEST_F(LoneBuildTest, FollowsDefaultFeaturesDownwards) {
  UnitIndex deep = graph_.library("deep"), below = graph_.library("below", {deep}),
            one = graph_.library("one", {below}), other = graph_.library("other");
  describe(deep, "[features]\ndefault = ['fast']\nfast = []\nslow = []", {"default", "fast", "slow"});
  describe(below, "[features]\ndefault = ['deep/slow']\n[dependencies]\ndeep = '1'", {"default"});
  describe(one, "[features]\n[dependencies]\nbelow = '1'");
  describe(other, "");
  EXPECT_TRUE(is_same_alone(one, {other}));
}

TEST_F(LoneBuildTest, SeesWhenDefaultFeaturesAreNotItsOwn) {
  UnitIndex below = graph_.library("below"), one = graph_.library("one", {below}),
            other = graph_.library("other", {below});
  describe(below, "[features]\ndefault = ['fast']\nfast = []", {"default", "fast"});
  describe(one, "dependencies.below = { version = '1', default-features = false }");
  describe(other, "dependencies.below = '1'");
  EXPECT_FALSE(is_same_alone(one, {other}));
  EXPECT_TRUE(is_same_alone(other, {one}));
}

TEST_F(LoneBuildTest, KnowsOptionalDependencies) {
  UnitIndex helper = graph_.library("helper"), below = graph_.library("below", {helper}),
            one = graph_.library("one", {below}), other = graph_.library("other", {below});
  describe(helper, "");
  const std::string manifest = "[dependencies]\nhelper = { version = '1', optional = true }\n";
  describe(below, manifest, {"helper"});
  describe(one, "dependencies.below = { version = '1', features = ['helper'] }");
  describe(other, "dependencies.below = '1'");
  EXPECT_TRUE(is_same_alone(one, {other}));
  EXPECT_FALSE(is_same_alone(other, {one}));
}

TEST_F(LoneBuildTest, KnowsDepAndWeakFeatures) {
  UnitIndex helper = graph_.library("helper"), below = graph_.library("below", {helper}),
            one = graph_.library("one", {below}), other = graph_.library("other", {below});
  describe(helper, "features.loud = []", {"loud"});
  describe(below,
           "[features]\nuse = ['dep:helper']\nnoise = ['helper?/loud']\n[dependencies]\n"
           "helper = { version = '1', optional = true }",
           {"noise", "use"});
  describe(one, "dependencies.below = { version = '1', features = ['noise', 'use'] }");
  describe(other, "dependencies.below = { version = '1', features = ['noise'] }");
  EXPECT_TRUE(is_same_alone(one, {other}));
  EXPECT_FALSE(is_same_alone(other, {one}));
}

TEST_F(LoneBuildTest, InheritsFromTheWorkspace) {
  disk_.put("/w/Cargo.toml", "[workspace.dependencies]\nbelow = { path = 'below', features = ['more'] }");
  UnitIndex below = graph_.library("below"), one = graph_.library("one", {below}),
            other = graph_.library("other", {below});
  describe(below, "[features]\nmore = []\nmost = []", {"more", "most"});
  describe(one, "dependencies.below = { workspace = true, features = ['most'] }");
  describe(other, "dependencies.below.workspace = true");
  EXPECT_TRUE(is_same_alone(one, {other}));
  EXPECT_FALSE(is_same_alone(other, {one}));
}

TEST_F(LoneBuildTest, TrustsNoConditionThatItDoesNotKnow) {
  UnitIndex below = graph_.library("below"), one = graph_.library("one", {below}), other = graph_.library("other");
  describe(below, "features.more = []", {"more"});
  describe(one,
           "[dependencies]\nbelow = '1'\n[target.'cfg(windows)'.dependencies]\n"
           "below = { version = '1', features = ['more'] }");
  describe(other, "");
  EXPECT_FALSE(is_same_alone(one, {other}));
}

TEST_F(LoneBuildTest, SeesWhatIsSharedWithTheHost) {
  UnitIndex text = graph_.library("text"), macros = graph_.proc_macro("macros", {text}),
            one = graph_.library("one", {macros}), other = graph_.library("other", {text});
  describe(text, "");
  describe(macros, "dependencies.text = '1'");
  describe(one, "dependencies.macros = '1'");
  describe(other, "dependencies.text = '1'");
  EXPECT_FALSE(is_same_alone(one, {other}));
  EXPECT_TRUE(is_same_alone(one, {}));
  EXPECT_TRUE(is_same_alone(other, {one}));
}

TEST_F(LoneBuildTest, CompilesBuildScriptsWithTheFeaturesOfTheirPackage) {
  UnitIndex tool = graph_.library("tool"), run = graph_.build_script("one", {tool}), one = graph_.library("one"),
            other = graph_.library("other", {tool});
  graph_.use_script(one, run);
  UnitIndex script = *graph_[run].program;
  describe(tool, "");
  const std::string manifest = "features.default = []\nbuild-dependencies.tool = '1'\n";
  describe(script, manifest, {"default"});
  describe(one, manifest, {"default"});
  describe(other, "");
  EXPECT_TRUE(is_same_alone(one, {}));
  EXPECT_FALSE(is_same_alone(one, {other}));
}

}  // namespace
}  // namespace ferrule
