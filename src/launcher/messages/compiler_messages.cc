#include "launcher/messages/compiler_messages.h"

#include <algorithm>
#include <optional>

#include "base/strings.h"
#include "launcher/messages/json.h"

namespace ferrule {

namespace {

using Kind = CompilerMessage::Kind;

/// rustc's own summary: the launcher prints one that names the package.
bool is_summary(std::string_view message) {
  return message.starts_with("aborting due to") || message.ends_with("warning emitted") ||
         message.ends_with("warnings emitted");
}

Kind kind_of_level(std::string_view level) {
  if (level == "warning") return Kind::warning;
  return level.starts_with("error") ? Kind::error : Kind::other_diagnostic;
}

/// Lines of text that follow each other are one message.
void add_text_line(std::vector<CompilerMessage>& messages, std::string_view line) {
  if (messages.empty() || messages.back().kind != Kind::text) messages.push_back({Kind::text, ""});
  messages.back().text += line;
  messages.back().text += '\n';
}

/// What rustc says to Cargo and not to the user.
bool is_notification(const JsonObject& object) {
  for (std::string_view key : {"artifact", "future_incompat_report", "unused_extern_names"})
    if (object.member(key)) return true;
  std::optional<std::string> type = object.string("$message_type");
  return type && *type != "diagnostic";
}

/// False if the line is no message of rustc's after all.
bool read_message(std::vector<CompilerMessage>& messages, std::string_view line) {
  std::optional<JsonObject> object = JsonObject::parse(line);
  if (!object) return false;
  std::optional<std::string> rendered = object->string("rendered");
  // Compilers before 1.75 give no $message_type.
  if (!rendered) return is_notification(*object);
  std::optional<std::string> message = object->string("message");
  if (message && is_summary(*message)) return true;
  if (!rendered->ends_with('\n')) *rendered += '\n';
  messages.push_back({kind_of_level(object->string("level").value_or("")), std::move(*rendered), std::string(line)});
  return true;
}

}  // namespace

std::vector<CompilerMessage> read_compiler_messages(std::string_view standard_error, bool is_json) {
  std::vector<CompilerMessage> messages;
  while (!standard_error.empty()) {
    Halves line = split_once(standard_error, '\n');
    standard_error = line.second;
    bool is_message = is_json && line.first.starts_with('{') && read_message(messages, line.first);
    if (!is_message) add_text_line(messages, line.first);
  }
  return messages;
}

int count(const std::vector<CompilerMessage>& messages, CompilerMessage::Kind kind) {
  return static_cast<int>(std::count_if(messages.begin(), messages.end(),
                                        [kind](const CompilerMessage& message) { return message.kind == kind; }));
}

}  // namespace ferrule
