#include "plan/edges/layout.h"

#include <gtest/gtest.h>

#include <set>

#include "base/strings.h"
#include "support/graph_builder.h"

namespace ferrule {
namespace {

class LayoutTest : public testing::Test {
 protected:
  /// Where the unit's artifact of a type goes.
  std::string place(UnitIndex unit, std::string_view type = "bin") {
    return Layout(units.graph()).artifact(units[unit], type);
  }

  /// A binary that only `cargo test` builds.
  UnitIndex test_binary(const std::string& name) {
    UnitIndex unit = units.binary(name);
    units[unit].in_build = false;
    units[unit].in_tests = true;
    return unit;
  }

  GraphBuilder units;
};

TEST_F(LayoutTest, FinalsStandWhereUsersLook) {
  UnitIndex app = units.binary("my-app");
  UnitIndex engine = units.crate("engine", {"cdylib", "staticlib"});
  EXPECT_EQ(place(app), "bin/my-app");
  EXPECT_EQ(place(engine, "cdylib"), "lib/libengine.so");
  EXPECT_EQ(place(engine, "staticlib"), "lib/libengine.a");
}

TEST_F(LayoutTest, ExamplesHaveADirectoryOfTheirOwn) {
  UnitIndex demo = units.binary("demo");
  units[demo].target_kind = TargetKind::example;
  EXPECT_EQ(place(demo), "bin/examples/demo");
}

TEST_F(LayoutTest, WhatCargoKeepsInDepsStaysThere) {
  UnitIndex engine = units.crate("engine", {"cdylib", "dylib"});
  units[engine].uplifted.clear();
  EXPECT_EQ(place(engine, "cdylib"), "deps/libengine-1.so");
  EXPECT_EQ(place(engine, "dylib"), "lib/libengine-1.so") << "the dynamic linker must find it";
}

TEST_F(LayoutTest, TheBuildsExecutableHasTheNameAndTheTestsHaveAnother) {
  UnitIndex of_tests = test_binary("app");  // recorded first or last: all the same
  UnitIndex of_build = units.binary("app");
  EXPECT_EQ(place(of_build), "bin/app");
  EXPECT_EQ(place(of_tests), "tests/bin/app");
}

TEST_F(LayoutTest, PackagesThatShareANameBothHaveAPlace) {
  UnitIndex one = units.binary("app"), two = units.binary("app");
  units[one].package.name = "one";
  units[two].package.name = "two";
  std::set<std::string> places = {place(one), place(two)};
  EXPECT_TRUE(places.contains("bin/app"));
  EXPECT_TRUE(places.contains("bin/one@1.0.0/app") || places.contains("bin/two@1.0.0/app"));
}

TEST_F(LayoutTest, AnExecutableThatOnlyTestsBuildHasItsOwnName) {
  EXPECT_EQ(place(test_binary("helper")), "bin/helper");
}

TEST_F(LayoutTest, ManyOfOneNameAllHaveAPlace) {
  UnitIndex first = units.binary("app"), second = units.binary("app"), third = units.binary("app");
  EXPECT_EQ(place(first), "bin/app");
  EXPECT_EQ(place(second), "bin/app@1.0.0/app");
  EXPECT_EQ(place(third), "deps/app-3/app");
}

TEST_F(LayoutTest, TargetsAreToldApartOnlyWhereThereAreSeveral) {
  UnitIndex one = units.binary("app");
  units.set_triple(one, "aarch64-apple-darwin");
  EXPECT_EQ(place(one), "bin/app");
  UnitIndex two = units.binary("app");
  EXPECT_EQ(place(one), "bin/aarch64-apple-darwin/app");
  EXPECT_EQ(place(two), "bin/app");
}

TEST_F(LayoutTest, FilesAreNamedAfterTheTarget) {
  UnitIndex app = units.binary("app");
  UnitIndex test = units.test("t");
  units.set_triple(test, "x86_64-pc-windows-gnu");
  units.set_triple(app, "x86_64-pc-windows-gnu");
  units[app].uplifted = {{"bin", "app.exe"}};
  EXPECT_EQ(place(app), "bin/app.exe");
  EXPECT_EQ(place(test), "tests/x86_64-pc-windows-gnu/t-2.exe");
}

/// As Cargo lays its own build directory out.
TEST_F(LayoutTest, AWrappersScratchDirectoryLooksLikeOneOfCargos) {
  auto scratch = [&](UnitIndex unit, const std::string& cargo_directory) {
    units[unit].cargo_directory = cargo_directory;
    std::string path = Layout(units.graph()).scratch(units[unit], "x.rust_lib");
    const std::string hash = hex(digest("x.rust_lib"));
    path.replace(path.find(hash), hash.size(), "HASH");
    return path;
  };
  UnitIndex util = units.library("util");
  EXPECT_EQ(scratch(util, "debug/deps"), "debug/build/util/HASH/out");
  EXPECT_EQ(scratch(util, "release/examples"), "release/build/util/HASH/out");
  EXPECT_EQ(scratch(util, "aarch64/dev-opt/deps"), "aarch64/dev-opt/build/util/HASH/out");
  EXPECT_EQ(scratch(util, "debug/build/util/0123456789abcdef/out"), "debug/build/util/HASH/out");
  EXPECT_EQ(scratch(util, ""), "debug/build/util/HASH/out");
  units[util].target_kind = TargetKind::build_script;
  EXPECT_EQ(scratch(util, "debug/build/util-0123456789abcdef"), "debug/build/util-HASH");
  EXPECT_EQ(scratch(util, "debug/build/util/0123456789abcdef/out"), "debug/build/util/HASH/out");
}

TEST_F(LayoutTest, SearchDirectoriesHoldHollowOrFullLibrariesNeverBoth) {
  UnitIndex util = units.library("util");
  const Layout layout(units.graph());
  using Directories = std::vector<std::string>;
  EXPECT_EQ(layout.search_directories(units[util], LibraryForm::hollow), (Directories{"meta", "proc_macro"}));
  EXPECT_EQ(layout.search_directories(units[util], LibraryForm::full), (Directories{"rlib", "proc_macro"}));
}

}  // namespace
}  // namespace ferrule
