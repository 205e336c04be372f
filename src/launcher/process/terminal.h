// What the user sees: text on standard error, which ninja collects and shows when the edge is done.
#pragma once

#include <string>
#include <string_view>

namespace ferrule {

/// Writes `text` to standard error. There is nobody to tell if that fails.
void print(std::string_view text);

/// Whether escape sequences may stay: not under NO_COLOR or CARGO_TERM_COLOR=never. ninja itself removes them where
/// it doesn't write to a terminal.
bool keeps_colors();

}  // namespace ferrule
