// What rustc or rustdoc says of a crate, shown and kept.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "launcher/edge/edge.h"
#include "launcher/messages/compiler_messages.h"

namespace ferrule {

/// Whether the command `words` makes the tool write its diagnostics as JSON.
bool asks_for_json(const std::vector<std::string>& words);

/// The messages as one text.
std::string text_of(const std::vector<CompilerMessage>& messages);

/// Shows what the tool said, with a line that says where it came from, as Cargo does. Gives what was shown.
std::vector<CompilerMessage> report(const Edge& edge, const std::vector<CompilerMessage>& messages);

/// The same for a tool that has failed with `status`, and what can be done about it.
void report_failure(const Edge& edge, const std::vector<CompilerMessage>& messages, int status);

/// Keeps the diagnostics of edges whose kind has them kept, in place of earlier ones (formats/check_files.h).
Status keep_messages(const Action& action, const std::vector<CompilerMessage>& messages);

}  // namespace ferrule
