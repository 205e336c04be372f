#include "launcher/messages/json.h"

#include <gtest/gtest.h>

namespace ferrule {
namespace {

TEST(JsonTest, ReadsTopLevelMembersOnly) {
  auto object = JsonObject::parse(R"( {"a":"x", "b" : [ {"a":"inner","rendered":null} , [] ], "n":-1.5e3,"t":true})");
  ASSERT_TRUE(object);
  EXPECT_EQ(object->string("a"), "x");
  EXPECT_EQ(object->member("n"), "-1.5e3");
  EXPECT_EQ(object->string("n"), std::nullopt);
  EXPECT_FALSE(object->member("rendered"));
  EXPECT_EQ(object->member("b"), R"([ {"a":"inner","rendered":null} , [] ])");
}

TEST(JsonTest, BracketsInStringsDoNotCount) {
  auto object = JsonObject::parse(R"({"a":["}]\"{",{"b":"\\"}],"c":"d"})");
  ASSERT_TRUE(object);
  EXPECT_EQ(object->string("c"), "d");
}

TEST(JsonTest, RefusesWhatIsNoObject) {
  for (const char* text : {"", "{", "{}x", "[1]", "{a}", R"({"a"})", R"({"a":})", R"({"a":1,})", R"({"a":[})",
                           R"({"a":"x})", "{ not json }", R"({"a":1 "b":2})"})
    EXPECT_FALSE(JsonObject::parse(text)) << text;
  EXPECT_TRUE(JsonObject::parse("{}"));
}

TEST(JsonTest, GoesThroughDeepNesting) {
  std::string text = "{\"a\":" + std::string(200000, '[') + std::string(200000, ']') + ",\"b\":\"c\"}";
  auto object = JsonObject::parse(text);
  ASSERT_TRUE(object);
  EXPECT_EQ(object->string("b"), "c");
}

TEST(JsonTest, UnescapesStrings) {
  EXPECT_EQ(parse_json_string(R"("a\"\\\/\b\f\n\r\t")"), "a\"\\/\b\f\n\r\t");
  EXPECT_EQ(parse_json_string(R"("\u0041\u00e9\u20AC\ud83d\ude00\u001b[0m")"), "A\u00e9\u20ac\U0001F600\x1b[0m");
  EXPECT_EQ(parse_json_string("\"\u00e9\""), "\u00e9");
}

TEST(JsonTest, ReplacesUnpairedSurrogates) {
  EXPECT_EQ(parse_json_string(R"("\ud83dx")"), "\uFFFDx");
  EXPECT_EQ(parse_json_string(R"("\ude00")"), "\uFFFD");
  EXPECT_EQ(parse_json_string(R"("\ud83d\u0041")"),
            "\uFFFD"
            "A");
}

TEST(JsonTest, RefusesBrokenStrings) {
  for (const char* text : {"", "\"", "x", "\"a\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"a\"b\""})
    EXPECT_FALSE(parse_json_string(text)) << text;
}

}  // namespace
}  // namespace ferrule
