#include "plan/edges/inlined_assembly.h"

#include <gtest/gtest.h>

#include "support/graph_builder.h"

namespace ferrule {
namespace {

using Names = std::set<std::string>;

class InlinedAssemblyTest : public testing::Test {
 protected:
  void add_words(UnitIndex unit, const std::vector<std::string>& words) {
    for (const std::string& word : words) units[unit].command.emplace_back(word);
  }
  Names found() const {
    Names ids;
    for (const Unit& unit : units.graph().units)
      if (unit.package.name == "barrier") ids.insert(unit.package.id);
    return packages_with_inlined_assembly(units.graph(), ids);
  }

  GraphBuilder units;
  UnitIndex barrier = units.library("barrier");
  UnitIndex between = units.library("between", {barrier});
  UnitIndex above = units.library("above", {between});
  UnitIndex apart = units.library("apart");
};

TEST_F(InlinedAssemblyTest, NamesOptimisedLibrariesThatReachAssembly) {
  for (UnitIndex unit : {barrier, between, above, apart}) add_words(unit, {"-C", "opt-level=3"});
  EXPECT_EQ(found(), (Names{"barrier", "between", "above"}));
}

TEST_F(InlinedAssemblyTest, KnowsOptimisationInEachForm) {
  const std::vector<std::vector<std::string>> forms = {
      {"-Copt-level=2"}, {"--codegen=opt-level=s"}, {"--codegen", "opt_level=z"}, {"-O"}, {"-Copt-level=0", "-O"}};
  for (const std::vector<std::string>& form : forms) {
    units[above].command.clear();
    units[above].command = units[between].command;
    add_words(above, form);
    EXPECT_EQ(packages_with_inlined_assembly(units.graph(), {units[above].package.id}), (Names{"above"}))
        << form.front();
  }
  add_words(above, {"-Copt-level=0"});
  EXPECT_EQ(found(), (Names{}));
}

TEST_F(InlinedAssemblyTest, LooksThroughLibrariesThatArentOptimised) {
  add_words(above, {"-C", "opt-level=s"});
  EXPECT_EQ(found(), (Names{"above"}));
}

TEST_F(InlinedAssemblyTest, LeavesOutWhatHasOneCodegenUnit) {
  add_words(above, {"-C", "opt-level=3", "-C", "codegen-units=1"});
  add_words(between, {"-C", "opt-level=0"});
  EXPECT_EQ(found(), (Names{}));
}

TEST_F(InlinedAssemblyTest, LeavesOutWhatIsLinkedAnyway) {
  UnitIndex program = units.binary("program", {above});
  add_words(program, {"-C", "opt-level=3"});
  EXPECT_EQ(found(), (Names{}));
}

}  // namespace
}  // namespace ferrule
