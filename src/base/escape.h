// The one place that escapes. A user's string passes through here on its way into any grammar: ninja's, the shell's,
// a depfile's, our own field files'.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace ferrule {

/// The grammars that we write.
enum class Grammar {
  /// A path in a ninja build statement: `$`, space and `:` escaped.
  ninja_path,
  /// The value of a ninja variable: `$` escaped.
  ninja_value,
  /// One word of a POSIX shell command, quoted only where it must be.
  shell_word,
  /// A path in a depfile, as ninja's depfile parser reads it.
  depfile_path,
  /// One argument of a CMake command, in quotation marks.
  cmake_argument,
  /// The value of a line in a field file (fields.h).
  field,
};

/// `text` as it must be written for `grammar` to read it back. Call can_express() first for text that may hold
/// anything.
std::string escape(std::string_view text, Grammar grammar);

/// Whether `grammar` has a way at all to write `text`. ninja knows none for a newline (before 1.14); its depfile
/// parser ends a path at some characters.
bool can_express(std::string_view text, Grammar grammar);

/// The inverse of escape(…, Grammar::field).
Result<std::string> unescape_field(std::string_view text);

}  // namespace ferrule
