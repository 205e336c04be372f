#include "record/inline_assembly.h"

#include <gtest/gtest.h>

#include "support/fake_disk.h"

namespace ferrule {
namespace {

class InlineAssemblyTest : public testing::Test {
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
  std::set<std::string> found() const { return packages_with_assembly(disk, graph); }

  FakeDisk disk;
  CrateGraph graph;
};

TEST_F(InlineAssemblyTest, FindsItInAnyModule) {
  add_package("plain");
  add_package("barrier");
  disk.put("/src/barrier/src/arch/x86.rs", "unsafe { asm!(\"pause\") }");
  EXPECT_EQ(found(), (std::set<std::string>{"barrier"}));
}

TEST_F(InlineAssemblyTest, KnowsFunctionsOfTheCoreLibraryThatAreMadeOfIt) {
  add_package("features");
  disk.put("/src/features/src/x86.rs", "use core::arch::x86_64::__cpuid;");
  EXPECT_EQ(found(), (std::set<std::string>{"features"}));
}

TEST_F(InlineAssemblyTest, LooksNeitherIntoTestsNorIntoOtherFilesAndPackages) {
  add_package("plain");
  graph.units.back().source = "lib.rs";
  for (const char* file : {"tests/asm.rs", "target/debug/out.rs", "notes.txt", "member/src/lib.rs"})
    disk.put(std::string("/src/plain/") + file, "asm!()");
  disk.put("/src/plain/member/Cargo.toml", "[package]");
  EXPECT_EQ(found(), (std::set<std::string>{}));
}

TEST_F(InlineAssemblyTest, SurvivesLinksThatLeadBack) {
  add_package("plain");
  ASSERT_TRUE(disk.make_symbolic_link("/src/plain", "/src/plain/src/loop"));
  EXPECT_EQ(found(), (std::set<std::string>{}));
}

TEST_F(InlineAssemblyTest, AnAbsoluteCrateRootIsFoundAsWell) {
  add_package("registry");
  graph.units.back().directory = "/workspace";
  graph.units.back().source = "/src/registry/src/lib.rs";
  disk.put("/src/registry/src/lib.rs", "core::arch::asm!(\"\")");
  EXPECT_EQ(found(), (std::set<std::string>{"registry"}));
}

}  // namespace
}  // namespace ferrule
