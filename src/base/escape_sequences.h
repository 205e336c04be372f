// ANSI escape sequences: colours and hyperlinks in what tools print.
#pragma once

#include <string>
#include <string_view>

namespace ferrule {

/// `text` without them.
std::string without_escape_sequences(std::string_view text);

}  // namespace ferrule
