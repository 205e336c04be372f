#include "base/escape_sequences.h"

namespace ferrule {

namespace {

/// Where the escape sequence that starts at `text[at]` ends.
std::size_t end_of_sequence(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  if (end < text.size() && text[end] == '[') {  // CSI: parameters, then a letter
    for (++end; end < text.size(); ++end)
      if (text[end] >= '@' && text[end] <= '~') return end + 1;
    return end;
  }
  if (end < text.size() && text[end] == ']') {  // OSC: up to BEL or ESC backslash
    for (++end; end < text.size(); ++end) {
      if (text[end] == '\a') return end + 1;
      if (text[end] == '\x1b' && end + 1 < text.size() && text[end + 1] == '\\') return end + 2;
    }
    return end;
  }
  return end < text.size() ? end + 1 : end;
}

}  // namespace

std::string without_escape_sequences(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\x1b') at = end_of_sequence(text, at);
    else result += text[at++];
  }
  return result;
}

}  // namespace ferrule
