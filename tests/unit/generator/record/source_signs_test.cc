#include "record/source_signs.h"

#include <gtest/gtest.h>

#include "support/fake_disk.h"

namespace ferrule {
namespace {

class SourceSignsTest : public testing::Test {
 protected:
  void add_package(const std::string& name) {
    Unit unit;
    unit.package.id = name;
    unit.directory = "/src/" + name;
    unit.source = "src/lib.rs";
    unit.crate_types = {"lib"};
    graph.units.push_back(unit);
    disk.put("/src/" + name + "/src/lib.rs", "pub fn f() {}\n");
  }
  std::set<std::string> found(const SignsMemory& memory = {}) {
    Result<SourceSigns> signs = find_source_signs(disk, graph, memory);
    EXPECT_TRUE(signs) << signs.error().message;
    return signs ? signs->assembly : std::set<std::string>{};
  }

  FakeDisk disk;
  CrateGraph graph;
};

TEST_F(SourceSignsTest, FindsItInAnyModule) {
  add_package("plain");
  add_package("barrier");
  disk.put("/src/barrier/src/arch/x86.rs", "unsafe { asm!(\"pause\") }");
  EXPECT_EQ(found(), (std::set<std::string>{"barrier"}));
}

TEST_F(SourceSignsTest, KnowsFunctionsOfTheCoreLibraryThatAreMadeOfIt) {
  add_package("features");
  disk.put("/src/features/src/x86.rs", "use core::arch::x86_64::__cpuid;");
  EXPECT_EQ(found(), (std::set<std::string>{"features"}));
}

TEST_F(SourceSignsTest, LooksNeitherIntoTestsNorIntoOtherFilesAndPackages) {
  add_package("plain");
  graph.units.back().source = "lib.rs";
  for (const char* file : {"tests/asm.rs", "target/debug/out.rs", "notes.txt", "member/src/lib.rs"})
    disk.put(std::string("/src/plain/") + file, "asm!()");
  disk.put("/src/plain/member/Cargo.toml", "[package]");
  EXPECT_EQ(found(), (std::set<std::string>{}));
}

TEST_F(SourceSignsTest, FindsWhoAsksForBootstrap) {
  add_package("plain");
  add_package("asks");
  disk.put("/src/asks/src/inner/mod.rs", "option_env!(\"RUSTC_BOOTSTRAP\")");
  for (Unit& unit : graph.units) unit.package.name = unit.package.id;
  Result<SourceSigns> signs = find_source_signs(disk, graph);
  ASSERT_TRUE(signs);
  EXPECT_EQ(signs->bootstrap, (std::set<std::string>{"asks"}));
  EXPECT_EQ(signs->assembly, (std::set<std::string>{}));
}

TEST_F(SourceSignsTest, SurvivesLinksThatLeadBack) {
  add_package("plain");
  ASSERT_TRUE(disk.make_symbolic_link("/src/plain", "/src/plain/src/loop"));
  EXPECT_EQ(found(), (std::set<std::string>{}));
}

TEST_F(SourceSignsTest, AnAbsoluteCrateRootIsFoundAsWell) {
  add_package("registry");
  graph.units.back().directory = "/workspace";
  graph.units.back().source = "/src/registry/src/lib.rs";
  disk.put("/src/registry/src/lib.rs", "core::arch::asm!(\"\")");
  EXPECT_EQ(found(), (std::set<std::string>{"registry"}));
}

TEST_F(SourceSignsTest, ReadsAPackageOnceInASession) {
  add_package("plain");
  add_package("barrier");
  disk.put("/src/barrier/src/lib.rs", "asm!()");
  disk.put_directory("/memory");
  EXPECT_EQ(found({"/memory", "one"}), (std::set<std::string>{"barrier"}));
  add_package("other");
  for (const char* file : {"/src/plain/src/lib.rs", "/src/other/src/lib.rs"}) disk.put(file, "asm!()");
  EXPECT_EQ(found({"/memory", "one"}), (std::set<std::string>{"barrier", "other"}));
  EXPECT_EQ(found({"/memory", "two"}), (std::set<std::string>{"barrier", "other", "plain"}));
  EXPECT_EQ(found(), (std::set<std::string>{"barrier", "other", "plain"}));
}

}  // namespace
}  // namespace ferrule
