// What rustc says on standard error. It is called as Cargo calls it, so it says it in JSON, one message a line,
// between lines of others: a procedural macro's own output, an internal compiler error, a linker's noise.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ferrule {

struct CompilerMessage {
  enum class Kind { error, warning, other_diagnostic, text };
  Kind kind;
  /// As it is shown; ends in a newline.
  std::string text;
  /// A diagnostic as rustc wrote it: a line of JSON, without its newline.
  std::string json = {};
};

/// The messages to show, without what Cargo leaves out too: rustc's own summaries, and messages that are meant for
/// Cargo. `is_json` is false where the command line asks for no JSON: then all of it is text.
std::vector<CompilerMessage> read_compiler_messages(std::string_view standard_error, bool is_json);

int count(const std::vector<CompilerMessage>& messages, CompilerMessage::Kind kind);

}  // namespace ferrule
