#include "base/fields.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

std::string show(const std::vector<Field>& fields) {
  std::string text;
  for (const Field& field : fields) text += "[" + field.keyword + "|" + field.value + "]";
  return text;
}

TEST(FieldsTest, ComeBackAsTheyWereWritten) {
  FieldWriter writer;
  writer.add("name", "two\nlines, a \\ and\ra return");
  writer.add("empty", "");
  writer.add("spaces", "  a  ");
  EXPECT_EQ(writer.text(), "name two\\nlines, a \\\\ and\\ra return\nempty \nspaces   a  \n");
  Result<std::vector<Field>> fields = parse_fields(writer.text(), "x");
  ASSERT_TRUE(fields);
  EXPECT_EQ(show(*fields), "[name|two\nlines, a \\ and\ra return][empty|][spaces|  a  ]");
}

TEST(FieldsTest, EmptyLinesEndRecords) {
  FieldWriter writer;
  writer.add("a", "1");
  writer.add("b", "2");
  writer.end_record();
  writer.add("a", "3");
  Result<std::vector<std::vector<Field>>> records = parse_records("\n\n" + writer.text() + "\n\n", "x");
  ASSERT_TRUE(records);
  ASSERT_EQ(records->size(), 2u);
  EXPECT_EQ(show((*records)[0]), "[a|1][b|2]");
  EXPECT_EQ(show((*records)[1]), "[a|3]");
}

TEST(FieldsTest, NoTextIsNoField) {
  Result<std::vector<Field>> fields = parse_fields("", "x");
  ASSERT_TRUE(fields);
  EXPECT_TRUE(fields->empty());
}

TEST(FieldsTest, ErrorsNameTheLine) {
  struct Case {
    const char* text;
    const char* where;
  };
  for (const Case& c : {Case{"a 1\nb 2", "log:2"}, Case{"a 1\n\nword\n", "log:3"}, Case{"a \\x\n", "log:1"}}) {
    Result<std::vector<std::vector<Field>>> records = parse_records(c.text, "log");
    ASSERT_FALSE(records) << c.text;
    EXPECT_EQ(records.error().where, c.where);
  }
  EXPECT_FALSE(parse_fields("a 1\n\nb 2\n", "log")) << "two records where one was expected";
}

}  // namespace
}  // namespace ferrule
