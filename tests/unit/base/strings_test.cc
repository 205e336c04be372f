#include "base/strings.h"

#include <gtest/gtest.h>

#include <set>

namespace ferrule {
namespace {

using Pieces = std::vector<std::string_view>;

TEST(StringsTest, SplitsAtEverySeparator) {
  EXPECT_EQ(split("a:b::c", ':'), (Pieces{"a", "b", "", "c"}));
  EXPECT_EQ(split(":", ':'), (Pieces{"", ""}));
  EXPECT_EQ(split("", ':'), (Pieces{""}));
}

TEST(StringsTest, SplitsOnce) {
  Halves parts = split_once("NAME=a=b", '=');
  EXPECT_EQ(parts.first, "NAME");
  EXPECT_EQ(parts.second, "a=b");
  EXPECT_TRUE(parts.found);
  EXPECT_TRUE(split_once("NAME=", '=').found);
  EXPECT_FALSE(split_once("NAME", '=').found);
  EXPECT_EQ(split_once("NAME", '=').first, "NAME");
}

TEST(StringsTest, TrimsBothEnds) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim("a"), "a");
  EXPECT_EQ(trim(" \n"), "");
  EXPECT_EQ(trim(""), "");
}

TEST(StringsTest, ReplacesEveryOccurrence) {
  EXPECT_EQ(replace_all("/t/a:/t/b", "/t", "/build"), "/build/a:/build/b");
  EXPECT_EQ(replace_all("aaa", "a", "aa"), "aaaaaa");
  EXPECT_EQ(replace_all("abc", "", "x"), "abc");
  EXPECT_EQ(replace_all("", "a", "x"), "");
}

TEST(StringsTest, ConsumesAPrefixThatIsThere) {
  std::string_view text = "native=/x";
  EXPECT_FALSE(consume_prefix(text, "all="));
  EXPECT_EQ(text, "native=/x");
  EXPECT_TRUE(consume_prefix(text, "native="));
  EXPECT_EQ(text, "/x");
}

TEST(StringsTest, WritesSixteenHexadecimalDigits) {
  EXPECT_EQ(hex(0), "0000000000000000");
  EXPECT_EQ(hex(0x0123456789abcdef), "0123456789abcdef");
  EXPECT_EQ(hex(~0ull), "ffffffffffffffff");
}

TEST(StringsTest, DigestsDifferWhereTextsDo) {
  std::set<std::uint64_t> digests;
  const std::string text = "a text of more than two words of eight bytes";
  for (std::size_t length = 0; length <= text.size(); ++length) digests.insert(digest(text.substr(0, length)));
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] ^= 1;
    digests.insert(digest(changed));
  }
  digests.insert(digest(std::string(1, '\0')));
  EXPECT_EQ(digests.size(), text.size() * 2 + 2);
  EXPECT_EQ(digest(text), digest(text));
  EXPECT_NE(digest(text), digest(text, /*seed=*/1));
}

}  // namespace
}  // namespace ferrule
