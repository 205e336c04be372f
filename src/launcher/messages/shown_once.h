// The two edges of a crate get the same diagnostics from rustc. The user is to see each once.
#pragma once

#include <string>
#include <vector>

#include "formats/action.h"
#include "launcher/messages/compiler_messages.h"

namespace ferrule {

/// Prints those of `messages` that the crate's other edge has not shown in this build, and returns them. Where both
/// end at once, a message may appear twice, but is never lost.
std::vector<CompilerMessage> show_messages(const Action& action, std::vector<CompilerMessage> messages);

/// Tells one run of ninja from every other: its process id and start time.
std::string this_build();

}  // namespace ferrule
