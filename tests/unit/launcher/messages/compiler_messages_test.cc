#include "launcher/messages/compiler_messages.h"

#include <gtest/gtest.h>

#include "base/escape_sequences.h"

namespace ferrule {
namespace {

using Kind = CompilerMessage::Kind;

std::string diagnostic(const std::string& level, const std::string& message) {
  return R"({"$message_type":"diagnostic","message":")" + message + R"(","code":null,"level":")" + level +
         R"(","spans":[],"children":[{"message":"m","rendered":null}],"rendered":")" + message + "\\n\\n\"}\n";
}

std::string texts(const std::vector<CompilerMessage>& messages) {
  std::string text;
  for (const CompilerMessage& message : messages) text += message.text;
  return text;
}

TEST(CompilerMessagesTest, ShowsWhatIsRendered) {
  auto messages = read_compiler_messages(diagnostic("warning", "w") + diagnostic("error", "e"), true);
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[0].kind, Kind::warning);
  EXPECT_EQ(messages[0].text, "w\n\n");
  EXPECT_EQ(messages[1].kind, Kind::error);
  EXPECT_EQ(count(messages, Kind::warning), 1);
}

TEST(CompilerMessagesTest, DropsSummariesAndNotifications) {
  const std::string lines = diagnostic("warning", "1 warning emitted") +
                            diagnostic("warning", "12 warnings emitted") +
                            diagnostic("error", "aborting due to 2 previous errors") +
                            R"({"$message_type":"artifact","artifact":"/x/a.d","emit":"dep-info"}
{"artifact":"/x/a.d","emit":"dep-info"}
{"$message_type":"future_incompat","future_incompat_report":[]}
{"$message_type":"section_timing","event":"start"}
)";
  EXPECT_TRUE(read_compiler_messages(lines, true).empty());
}

TEST(CompilerMessagesTest, UnderstandsCompilersWithoutMessageType) {
  auto messages = read_compiler_messages(R"({"message":"m","level":"warning","rendered":"shown"})", true);
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_EQ(messages[0].text, "shown\n");
}

TEST(CompilerMessagesTest, PassesOtherLinesThrough) {
  const std::string text = "thread 'rustc' panicked\n\n{ not json\n{\"some\":\"json\"}\nlast line without end";
  auto messages = read_compiler_messages(text, true);
  EXPECT_EQ(texts(messages), text + "\n");
  EXPECT_EQ(messages.size(), 1u);
}

TEST(CompilerMessagesTest, KeepsTheOrderOfTextAndDiagnostics) {
  auto messages = read_compiler_messages("one\n" + diagnostic("warning", "two") + "three\n", true);
  EXPECT_EQ(texts(messages), "one\ntwo\n\nthree\n");
  EXPECT_EQ(messages.size(), 3u);
}

TEST(CompilerMessagesTest, TakesAllForTextWhereNoJsonWasAskedFor) {
  EXPECT_EQ(texts(read_compiler_messages(diagnostic("warning", "w"), false)), diagnostic("warning", "w"));
}

TEST(TerminalTest, RemovesEscapeSequences) {
  EXPECT_EQ(without_escape_sequences("\x1b[1m\x1b[38;5;9merror\x1b[0m: x"), "error: x");
  EXPECT_EQ(without_escape_sequences("\x1b]8;;https://x\x1b\\link\x1b]8;;\a!"), "link!");
  EXPECT_EQ(without_escape_sequences("\x1b"), "");
  EXPECT_EQ(without_escape_sequences("\x1b[1"), "");
}

}  // namespace
}  // namespace ferrule
