#include "portable/portable_fields.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

std::string portable(std::string_view value) {
  PortableFieldWriter writer("/b");
  writer.add("k", value);
  return writer.text();
}

TEST(PortableFieldsTest, TheBuildDirectoryIsAbbreviatedWhereItIsAWholePath) {
  EXPECT_EQ(portable("/b"), "k \\B\n");
  EXPECT_EQ(portable("native=/b/x:/b"), "k native=\\B/x:\\B\n");
  EXPECT_EQ(portable("--remap-path-prefix=/b=."), "k --remap-path-prefix=\\B=.\n");
  EXPECT_EQ(portable("a v1.0.0 (/b)"), "k a v1.0.0 (\\B)\n");
  EXPECT_EQ(portable("/bc"), "k /bc\n");
  EXPECT_EQ(portable("\\B"), "k \\\\B\n");
}

TEST(PortableFieldsTest, TheAbbreviationComesBackAsTheDirectoryOfThatTime) {
  for (const char* value : {"/b", "/b/x:/b", "\\B", "\\\\B", "/bc", "a\nb"}) {
    Result<std::vector<Field>> here = parse_fields(expand_build_directory(portable(value), "/b"), "x");
    ASSERT_TRUE(here);
    EXPECT_EQ(here->front().value, value);
  }
  Result<std::vector<Field>> elsewhere = parse_fields(expand_build_directory(portable("/b/x"), "/odd\\place"), "x");
  ASSERT_TRUE(elsewhere);
  EXPECT_EQ(elsewhere->front().value, "/odd\\place/x");
}

TEST(PortableFieldsTest, APathIsReplacedWhereItIsWhole) {
  EXPECT_EQ(replace_path("/a/x:/a;/ab /a", "/a", "/c"), "/c/x:/c;/ab /c");
  EXPECT_EQ(replace_path("", "/a", "/c"), "");
}

}  // namespace
}  // namespace ferrule
