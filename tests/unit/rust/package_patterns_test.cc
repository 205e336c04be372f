#include "rust/package_patterns.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

using Patterns = std::vector<std::string>;

bool selects(const Patterns& patterns, const std::string& path, bool is_directory = false) {
  Selection selection = select(patterns, path, is_directory);
  EXPECT_NE(selection, Selection::unknown) << path;
  return selection == Selection::yes;
}

TEST(PackagePatternsTest, ANameMatchesAtAnyDepth) {
  EXPECT_TRUE(selects({"*.log"}, "a.log"));
  EXPECT_TRUE(selects({"*.log"}, "x/y/a.log"));
  EXPECT_TRUE(selects({"a?c"}, "x/abc"));
  EXPECT_FALSE(selects({"*.log"}, "a.logs"));
  EXPECT_FALSE(selects({"a?c"}, "ac"));
}

TEST(PackagePatternsTest, ASlashTiesAPatternToTheRoot) {
  EXPECT_TRUE(selects({"/a"}, "a"));
  EXPECT_FALSE(selects({"/a"}, "x/a"));
  EXPECT_TRUE(selects({"x/a*"}, "x/ab"));
  EXPECT_FALSE(selects({"x/a*"}, "y/x/ab"));
  EXPECT_FALSE(selects({"x/*"}, "z"));
}

TEST(PackagePatternsTest, WhatIsBelowASelectedDirectoryIsSelected) {
  EXPECT_TRUE(selects({"notes"}, "x/notes/deep/a"));
  EXPECT_TRUE(selects({"notes/"}, "x/notes/deep/a"));
  EXPECT_FALSE(selects({"notes/"}, "notes"));
  EXPECT_TRUE(selects({"notes/"}, "notes", true));
}

TEST(PackagePatternsTest, TwoStarsAreAnyDirectories) {
  EXPECT_TRUE(selects({"a/**/b"}, "a/b"));
  EXPECT_TRUE(selects({"a/**/b"}, "a/x/y/b"));
  EXPECT_TRUE(selects({"**/b"}, "b"));
  EXPECT_TRUE(selects({"a/**"}, "a/x"));
  EXPECT_FALSE(selects({"a/**"}, "a", true));
}

TEST(PackagePatternsTest, TheLastPatternThatMatchesDecides) {
  EXPECT_FALSE(selects({"*.log", "!kept.log"}, "x/kept.log"));
  EXPECT_TRUE(selects({"!kept.log", "*.log"}, "x/kept.log"));
  EXPECT_FALSE(selects({"x/", "!x/kept"}, "x/kept"));
  EXPECT_TRUE(selects({"x/", "!x/kept"}, "x/other"));
  EXPECT_FALSE(selects({"#a", ""}, "#a"));
}

TEST(PackagePatternsTest, WhatIsNotUnderstoodIsNotGuessed) {
  for (const char* pattern : {"[ab]", "a\\b", "{a,b}", "a**", "é", "trailing "})
    EXPECT_EQ(select({"x", pattern}, "x", false), Selection::unknown) << pattern;
}

TEST(PackagePatternsTest, ComeBackAsTheyWereWritten) {
  PackagePatterns patterns{{"src/**", "/a b"}, {"!x\\y"}};
  Result<PackagePatterns> back = parse_package_patterns(write_package_patterns(patterns), "here");
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, patterns);
}

}  // namespace
}  // namespace ferrule
