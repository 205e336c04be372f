#include "base/escape.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

using namespace std::string_literals;

struct Case {
  Grammar grammar;
  std::string text;
  std::string escaped;
};

TEST(EscapeTest, WritesWhatEachGrammarReadsBack) {
  const Case cases[] = {
      {Grammar::ninja_path, "plain/path.rs", "plain/path.rs"},
      {Grammar::ninja_path, "a b:c$d", "a$ b$:c$$d"},
      {Grammar::ninja_path, "#no comment", "#no$ comment"},
      {Grammar::ninja_path, "\\ and 'quotes'", "\\$ and$ 'quotes'"},
      {Grammar::ninja_value, "a b:c$d | #", "a b:c$$d | #"},
      {Grammar::shell_word, "/usr/bin/x-1_2.so", "/usr/bin/x-1_2.so"},
      {Grammar::shell_word, "a b", "'a b'"},
      {Grammar::shell_word, "$(touch canary)`;&", "'$(touch canary)`;&'"},
      {Grammar::shell_word, "it's", "'it'\\''s'"},
      {Grammar::shell_word, "line\nbreak", "'line\nbreak'"},
      {Grammar::shell_word, "~/x", "'~/x'"},
      {Grammar::shell_word, "", "''"},
      {Grammar::depfile_path, "a b#c$d", "a\\ b\\#c$$d"},
      {Grammar::field, "a\nb\rc\\d", "a\\nb\\rc\\\\d"},
      {Grammar::cmake_argument, "a b", "\"a b\""},
      {Grammar::cmake_argument, "${X} \"\\", "\"\\${X} \\\"\\\\\""},
      {Grammar::field, " tab\tand space ", " tab\tand space "},
      {Grammar::field, "grüße", "grüße"},
  };
  for (const Case& c : cases) EXPECT_EQ(escape(c.text, c.grammar), c.escaped);
}

TEST(EscapeTest, KnowsWhatAGrammarCannotExpress) {
  const Case inexpressible[] = {
      {Grammar::ninja_path, "a\nb", ""},   {Grammar::ninja_path, "a\rb", ""},
      {Grammar::ninja_path, "a|b", ""},    {Grammar::ninja_path, "a\0b"s, ""},
      {Grammar::ninja_value, "a\nb", ""},  {Grammar::ninja_value, "a\rb", ""},
      {Grammar::ninja_value, " a", ""},    {Grammar::ninja_value, "a\0b"s, ""},
      {Grammar::shell_word, "a\0b"s, ""},  {Grammar::field, "a\0b"s, ""},
      {Grammar::depfile_path, "a\nb", ""}, {Grammar::depfile_path, "a\\b", ""},
      {Grammar::depfile_path, "a|b", ""},  {Grammar::depfile_path, "target:", ""},
      {Grammar::depfile_path, "a'b", ""},  {Grammar::cmake_argument, "a;b", ""},
  };
  for (const Case& c : inexpressible) EXPECT_FALSE(can_express(c.text, c.grammar)) << c.text;
}

TEST(EscapeTest, ExpressesOddTextWhereTheGrammarCan) {
  const Case expressible[] = {
      {Grammar::ninja_path, "a b:$#'\"\\\tü", ""},     {Grammar::ninja_value, "a | b:$#'\"\\\tü", ""},
      {Grammar::shell_word, "\n\r\t'\"$`\\|&;*?", ""}, {Grammar::field, "\n\r\\ \t$", ""},
      {Grammar::depfile_path, "a b#c$d:e%f(g)ü", ""},  {Grammar::cmake_argument, "a\nb \"$\\", ""},
  };
  for (const Case& c : expressible) EXPECT_TRUE(can_express(c.text, c.grammar)) << c.text;
}

TEST(EscapeTest, FieldsComeBackAsTheyWere) {
  std::string every_byte;
  for (int byte = 1; byte < 256; ++byte) every_byte += static_cast<char>(byte);
  for (const std::string& text : {""s, every_byte, "\\n"s, "\\\\"s, "\\"s, "\n\n\\"s, "\\B"s}) {
    Result<std::string> back = unescape_field(escape(text, Grammar::field));
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(*back, text);
  }
}

TEST(EscapeTest, FieldsRefuseEscapesOfNoMeaning) {
  for (const char* text : {"\\x", "ends in \\", "\\B"}) EXPECT_FALSE(unescape_field(text)) << text;
}

}  // namespace
}  // namespace ferrule
