#include "plan/edges/aliases.h"

#include <gtest/gtest.h>

#include "generator/plan/plan_test.h"

namespace ferrule {
namespace {

class AliasesTest : public PlanTest {};

TEST_F(AliasesTest, AllIsWhatCargoBuildLeaves) {
  UnitIndex run = units.build_script("util");
  UnitIndex util = units.library("util");
  units.use_script(util, run);
  units.binary("app", {util});
  units.test("app-test", {util});
  EXPECT_EQ(alias("all"), "bin/app debug/build/util-1-run/build-script.output rlib/libutil-3.rlib");
  EXPECT_EQ(edges().defaults, Lines{"all"});
}

TEST_F(AliasesTest, TestsAreWhatCargoTestLinksAndTestRunsThem) {
  UnitIndex util = units.library("util");
  UnitIndex app = units.binary("app", {util});
  units[util].in_tests = units[app].in_tests = true;
  UnitIndex test = units.test("cli", {util});
  units.test_run(test);
  units.doc_test(util);
  EXPECT_EQ(alias("tests"), "bin/app rlib/libutil-1.rlib tests/cli-3");
  EXPECT_EQ(alias("test"), "ferrule/tested/cli-3.rust_test_run ferrule/tested/util-1.rust_doc_test tests");
}

TEST_F(AliasesTest, BenchesAreTheWholeBuildAndBenchRunsThem) {
  UnitIndex util = units.library("util");
  units.bench_run(units.test("speed", {util}));
  EXPECT_EQ(alias("benches"), "rlib/libutil-1.rlib tests/speed-2");
  EXPECT_EQ(alias("bench"), "ferrule/tested/speed-2.rust_bench_run");
  EXPECT_EQ(alias("test"), "");
}

/// A package may be called so where there are none.
TEST_F(AliasesTest, BenchIsAPackageWhereNoneAreRun) {
  UnitIndex bench = units.library("bench");
  EXPECT_EQ(alias("bench"), "rlib/libbench-1.rlib");
  EXPECT_EQ(alias("benches"), "<none>");
  units.bench_run(units.test("speed", {bench}));
  EXPECT_EQ(alias("bench@1.0.0"), "rlib/libbench-1.rlib");
}

TEST_F(AliasesTest, WithoutTestsBothAreThereAndEmpty) {
  units.library("util");
  EXPECT_EQ(alias("tests"), "");
  EXPECT_EQ(alias("test"), "");
}

TEST_F(AliasesTest, DocIsAllPagesAndNothingElseHasThem) {
  UnitIndex util = units.library("util");
  units[units.binary("app", {util})].package.is_path = true;
  EXPECT_EQ(alias("doc"), "<none>");
  UnitIndex check = units.check("util");
  units.documentation("util");
  units.documentation("app", {check});
  EXPECT_EQ(alias("doc"), "doc/app/index.html doc/util/index.html");
  EXPECT_EQ(alias("all"), "bin/app rlib/libutil-1.rlib");
  EXPECT_EQ(alias("check"), "check/libapp-2.rmeta check/libutil-1.rmeta");
  EXPECT_EQ(alias("util"), "rlib/libutil-1.rlib");
}

TEST_F(AliasesTest, APackagesNameStandsForItsProducts) {
  UnitIndex util = units.library("util");
  UnitIndex app = units.binary("app", {util});
  units[app].package.name = "util";
  EXPECT_EQ(alias("util"), "bin/app rlib/libutil-1.rlib");
}

TEST_F(AliasesTest, TwoVersionsAreToldApart) {
  units.library("rand");
  UnitIndex newer = units.library("rand");
  units[newer].package.version = "2.0.0";
  EXPECT_EQ(alias("rand"), "<none>");
  EXPECT_EQ(alias("rand@1.0.0"), "rlib/librand-1.rlib");
  EXPECT_EQ(alias("rand@2.0.0"), "rlib/librand-2.rlib");
}

TEST_F(AliasesTest, APackageWhoseNameMeansSomethingElseKeepsItsVersion) {
  for (const char* name : {"all", "test", "lib", "check", "clean", "debug", "doc", "ferrule"}) {
    units = {};
    units.library(name);
    EXPECT_EQ(alias(std::string(name) + "@1.0.0"), std::string("rlib/lib") + name + "-1.rlib");
  }
  units = {};
  units.library("all");
  EXPECT_EQ(alias("all"), "rlib/liball-1.rlib") << "the default, not the package";
}

TEST_F(AliasesTest, APackageOfWhichOnlyTheBuildScriptIsBuiltHasNoName) {
  units.build_script("util");
  EXPECT_EQ(alias("util"), "<none>");
}

}  // namespace
}  // namespace ferrule
