#include "plan/edges/split_link.h"

#include <gtest/gtest.h>

#include "support/graph_builder.h"

namespace ferrule {
namespace {

class SplitLinkTest : public testing::Test {
 protected:
  bool can_split(UnitIndex unit, const std::vector<std::string>& words) {
    units[unit].command.emplace_back("--emit=dep-info,link");
    for (const std::string& word : words) units[unit].command.emplace_back(word);
    return can_split_link(units[unit]);
  }

  GraphBuilder units;
};

TEST_F(SplitLinkTest, OfWhatIsLinked) {
  EXPECT_TRUE(can_split(units.binary("app"), {}));
  EXPECT_TRUE(can_split(units.proc_macro("macros"), {"-C", "prefer-dynamic"}));
  EXPECT_TRUE(can_split(units.test("app"), {}));
  EXPECT_TRUE(can_split(units.crate("plugin", {"cdylib"}), {}));
  EXPECT_FALSE(can_split(units.library("util"), {}));
  EXPECT_FALSE(can_split(units.crate("both", {"cdylib", "rlib"}), {}));
  EXPECT_FALSE(can_split(units.crate("archive", {"staticlib"}), {}));
  EXPECT_FALSE(can_split(0, {"--emit=asm"}));
}

TEST_F(SplitLinkTest, NotWhereRustcNeedsTheLibrariesOrHasMoreToDo) {
  for (const char* option : {"lto", "lto=thin", "linker-plugin-lto", "split-debuginfo=packed", "save-temps"}) {
    EXPECT_FALSE(can_split(units.binary("app"), {"-C", option})) << option;
    EXPECT_FALSE(can_split(units.binary("app"), {std::string("-C") + option})) << option;
    EXPECT_FALSE(can_split(units.binary("app"), {std::string("--codegen=") + option})) << option;
  }
  EXPECT_TRUE(can_split(units.binary("app"), {"-C", "lto=off", "-C", "split-debuginfo=off"}));
  EXPECT_TRUE(can_split(units.binary("lto"), {"--crate-name", "lto"}));
}

TEST_F(SplitLinkTest, NotBehindAWrapper) {
  UnitIndex unit = units.binary("app");
  units[unit].command.clear();
  for (const char* word : {"wrapper", "rustc", "--crate-name", "app"}) units[unit].command.emplace_back(word);
  EXPECT_FALSE(can_split(unit, {}));
  units[unit].command.erase(units[unit].command.begin());
  EXPECT_TRUE(can_split_link(units[unit]));
}

TEST_F(SplitLinkTest, NotForTargetsWithALinkerOfTheirOwn) {
  for (const char* triple : {"wasm32-unknown-unknown", "x86_64-unknown-linux-musl", "/my-linux-gnu.json"}) {
    UnitIndex unit = units.binary("app");
    units.set_triple(unit, triple);
    EXPECT_FALSE(can_split(unit, {})) << triple;
  }
  UnitIndex unit = units.binary("app");
  units.set_triple(unit, "aarch64-unknown-linux-gnu");
  EXPECT_TRUE(can_split(unit, {}));
}

}  // namespace
}  // namespace ferrule
