#include "launcher/compile/expansion.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

/// As rustc prints it, with `order`, `seed` and `when` where three macros wrote
/// something: a derive, one that leaves nothing but a literal, an attribute.
std::string expansion(const std::string& order, const std::string& seed, const std::string& when) {
  return R"(pub struct Thing /* 2262#0 */ {
    pub a
    /*
    2263#0
    */: u32 /* 1991#0 */,
}
impl Thing /* 2262#5 */ {
    pub fn order /* 2422#5 */() -> [u32 /* 1991#5 */; 4] {
        [)" +
         order + R"(]
    }
}
impl ::core /* 0#7 */::fmt /* 865#7 */::Debug /* 125#7 */ for Thing /* 2262#0 */ { }
pub fn f /* 825#0 */() -> u64 /* 1997#0 */ {
    let x /* 2264#0 */ = 1;
    x /* 2264#0 */ + )" +
         seed + R"(
}
pub const )" +
         when + R"( /* 2433#12 */: u128 /* 2003#12 */ = 3;

/*
Expansions:
crate0::{{expn0}}: parent: crate0::{{expn0}}, call_site_ctxt: #0, def_site_ctxt: #0, kind: Root
crate0::{{expn3}}: parent: crate0::{{expn0}}, call_site_ctxt: #0, def_site_ctxt: #0, kind: Macro(Bang, "m::seed")
crate0::{{expn4}}: parent: crate0::{{expn0}}, call_site_ctxt: #0, def_site_ctxt: #0, kind: Macro(Attr, "m::clock")
crate0::{{expn5}}: parent: crate0::{{expn2}}, call_site_ctxt: #0, def_site_ctxt: #0, kind: Macro(Derive, "Order")
crate0::{{expn6}}: parent: crate0::{{expn2}}, call_site_ctxt: #0, def_site_ctxt: #0, kind: Macro(Derive, "Debug")

SyntaxContexts:
#0: parent: #0, outer_mark: (crate0::{{expn0}}, Opaque)
#4: parent: #0, outer_mark: (crate0::{{expn5}}, Opaque)
#5: parent: #0, outer_mark: (crate0::{{expn5}}, Transparent)
#6: parent: #0, outer_mark: (crate0::{{expn5}}, SemiOpaque)
#7: parent: #0, outer_mark: (crate0::{{expn6}}, Opaque)
#8: parent: #0, outer_mark: (crate0::{{expn3}}, Opaque)
#9: parent: #0, outer_mark: (crate0::{{expn3}}, Transparent)
#10: parent: #0, outer_mark: (crate0::{{expn3}}, SemiOpaque)
#11: parent: #0, outer_mark: (crate0::{{expn4}}, Opaque)
#12: parent: #0, outer_mark: (crate0::{{expn4}}, Transparent)
#13: parent: #0, outer_mark: (crate0::{{expn4}}, SemiOpaque)
*/
)";
}

using Names = std::vector<std::string>;

TEST(ExpansionTest, EqualOnesHaveNoDifference) {
  EXPECT_FALSE(compare_expansions(expansion("1", "2", "W"), expansion("1", "2", "W")));
  EXPECT_FALSE(compare_expansions("", ""));
}

TEST(ExpansionTest, TheNameBeforeALiteralTellsItsMacro) {
  auto difference = compare_expansions(expansion("1, 2", "2", "W"), expansion("2, 1", "2", "W"));
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->one, "[1, 2]");
  EXPECT_EQ(difference->other, "[2, 1]");
  EXPECT_EQ(difference->macros, Names{"the derive macro `Order`"});
}

TEST(ExpansionTest, ANameTellsItsOwnMacro) {
  auto difference = compare_expansions(expansion("1", "2", "WHEN_1"), expansion("1", "2", "WHEN_2"));
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->one, "pub const WHEN_1: u128 = 3;");
  EXPECT_EQ(difference->macros, Names{"the attribute `#[m::clock]`"});
}

TEST(ExpansionTest, AmongTheUsersOwnNamesItIsAMacroThatLeavesNone) {
  auto difference = compare_expansions(expansion("1", "2", "W"), expansion("1", "3", "W"));
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->one, "x + 2");
  EXPECT_EQ(difference->macros, Names{"the macro `m::seed!`"});
}

TEST(ExpansionTest, OneMayBeLonger) {
  auto difference = compare_expansions("fn f() {}\n", "fn f() {}\nfn g() {}\n");
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->one, "");
  EXPECT_EQ(difference->other, "fn g() {}");
  EXPECT_EQ(difference->macros, Names{});
}

TEST(ExpansionTest, FindsTheProcMacrosOfACommand) {
  EXPECT_EQ(used_proc_macros({"rustc", "--extern", "a=/m/liba.so", "--extern", "b=/m/libb_meta.rlib", "--extern",
                              "priv:c=/m/libc.so", "--extern"}),
            (Names{"a", "c"}));
}

}  // namespace
}  // namespace ferrule
