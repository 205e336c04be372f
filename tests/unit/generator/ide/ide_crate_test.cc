#include "ide/ide_crate.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "ide/crate_files.h"
#include "support/fake_disk.h"
#include "support/graph_builder.h"

namespace ferrule::test {
namespace {

class IdeCrateTest : public testing::Test {
 protected:
  std::vector<IdeCrate> crates() { return ide_crates(disk, units.graph(), "/b"); }

  static const IdeCrate& named(const std::vector<IdeCrate>& all, std::string_view name) {
    auto found = std::find_if(all.begin(), all.end(), [&](const IdeCrate& one) { return one.display_name == name; });
    EXPECT_NE(found, all.end()) << name;
    return *found;
  }

  FakeDisk disk;
  GraphBuilder units;
};

TEST_F(IdeCrateTest, ALibraryDependsOnWhatItIsGiven) {
  UnitIndex base = units.library("base");
  units.library("app", {base});
  const std::vector<IdeCrate> all = crates();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(named(all, "app").dependencies, (std::vector<IdeDependency>{{"base", named(all, "base").key}}));
}

TEST_F(IdeCrateTest, TestsOfALibraryAreInItsCrate) {
  UnitIndex helper = units.library("helper");
  units.library("app");
  UnitIndex test = units.test("app", {helper});
  units[test].target_kind = TargetKind::library;
  units[test].package = units[1].package;
  units[test].target_name = units[1].target_name;
  const std::vector<IdeCrate> all = crates();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(named(all, "app").dependencies.size(), 1u);
}

TEST_F(IdeCrateTest, AProceduralMacroHasItsLibrary) {
  units.proc_macro("derive");
  const std::vector<IdeCrate> all = crates();
  EXPECT_TRUE(named(all, "derive").proc_macro_library.ends_with(".so")) << named(all, "derive").proc_macro_library;
  EXPECT_EQ(files_for_ide(units.graph()).size(), 1u);
}

TEST_F(IdeCrateTest, WhatABuildScriptHasSaidIsAddedWhenItIsKnown) {
  UnitIndex app = units.library("app"), run = units.build_script("app");
  units.use_script(app, run);
  std::vector<IdeCrate> planned = planned_ide_crates(disk, units.graph(), "/b");
  const std::string directory = "/b/" + units[run].run_directory;
  EXPECT_EQ(named(planned, "app").scripts,
            (std::vector<IdeScript>{{directory + "/build-script.output", directory + "/out", "/b"}}));
  EXPECT_FALSE(named(planned, "app").environment.contains("OUT_DIR"));
  disk.put(directory + "/build-script.output", "ferrule-script-output 1\ncfg made\nenv GIVEN=yes\n");
  add_script_outputs(disk, planned);
  const IdeCrate& told = named(planned, "app");
  EXPECT_EQ(told.environment.at("OUT_DIR"), directory + "/out");
  EXPECT_EQ(told.environment.at("GIVEN"), "yes");
  EXPECT_EQ(std::count(told.cfgs.begin(), told.cfgs.end(), "made"), 1);
  EXPECT_EQ(told.include_directories.back(), directory + "/out");
}

TEST_F(IdeCrateTest, WhatSeveralCallsSayOfACrateIsPutTogether) {
  IdeCrate plain, tests;
  plain.key = tests.key = "/b/lib";
  plain.is_member = tests.is_member = true;
  plain.cfgs = {"one"};
  tests.cfgs = {"one", "two"};
  IdeCrateFiles files(disk, "/b/ide");
  ASSERT_TRUE(files.write("/b/list", "", {plain}));
  ASSERT_TRUE(files.write("/b/list-tests", "lib", {tests}));
  Result<std::vector<IdeCrate>> read = read_ide_crates(disk, {"/b/list", "/b/list-tests"});
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 1u);
  EXPECT_EQ(read->front().cfgs, (std::vector<std::string>{"one", "two"}));
}

}  // namespace
}  // namespace ferrule::test
