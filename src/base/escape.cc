#include "base/escape.h"

namespace ferrule {

namespace {

bool is_shell_safe(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_-+=./,:@%^").find(c) != std::string_view::npos;
}

/// The characters that ninja's depfile lexer takes for part of a path, beyond letters, digits and bytes from 0x80
/// (src/depfile_parser.in.cc, the rule "plain text"). Later versions than 1.11 take a few more.
bool is_depfile_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view("+,/_:.~()}{%=@[]!-").find(c) != std::string_view::npos;
}

std::string prefixed(std::string_view text, std::string_view special, char prefix) {
  std::string result;
  result.reserve(text.size());
  for (char c : text) {
    if (special.find(c) != std::string_view::npos) result += prefix;
    result += c;
  }
  return result;
}

std::string escape_shell_word(std::string_view text) {
  bool safe = !text.empty();
  for (char c : text) safe = safe && is_shell_safe(c);
  if (safe) return std::string(text);
  std::string result = "'";
  for (char c : text) {
    if (c == '\'') result += "'\\''";
    else result += c;
  }
  return result + "'";
}

std::string escape_depfile_path(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c == '$') result += "$$";
    else if (c == ' ' || c == '#') result += {'\\', c};
    else result += c;
  }
  return result;
}

bool has_any(std::string_view text, std::string_view characters) {
  for (char c : characters)
    if (text.find(c) != std::string_view::npos) return true;
  return false;
}

std::string escape_field(std::string_view text) {
  // Nearly all are so, and there are many of them.
  if (!has_any(text, "\\\n\r")) return std::string(text);
  std::string result;
  result.reserve(text.size());
  for (char c : text) {
    switch (c) {
      case '\\': result += "\\\\"; break;
      case '\n': result += "\\n"; break;
      case '\r': result += "\\r"; break;
      default: result += c;
    }
  }
  return result;
}

}  // namespace

std::string escape(std::string_view text, Grammar grammar) {
  switch (grammar) {
    case Grammar::ninja_path: return prefixed(text, "$ :", '$');
    case Grammar::ninja_value: return prefixed(text, "$", '$');
    case Grammar::shell_word: return escape_shell_word(text);
    case Grammar::depfile_path: return escape_depfile_path(text);
    case Grammar::cmake_argument: return "\"" + prefixed(text, "\\\"$", '\\') + "\"";
    case Grammar::field: return escape_field(text);
  }
  return {};
}

bool can_express(std::string_view text, Grammar grammar) {
  switch (grammar) {
    // ninja has no escape for `|`, which ends a path. A variable's value may hold it, and is not read again when it
    // stands for a path.
    case Grammar::ninja_path: return text.find_first_of(std::string_view("|\n\r\0", 4)) == std::string_view::npos;
    case Grammar::ninja_value:
      return text.find_first_of(std::string_view("\n\r\0", 3)) == std::string_view::npos && !text.starts_with(' ');
    case Grammar::depfile_path:
      for (char c : text)
        if (!is_depfile_plain(c) && c != ' ' && c != '#' && c != '$') return false;
      return !text.ends_with(':');
    // A semicolon would end an element of a list, wherever the list is used.
    case Grammar::cmake_argument: return text.find_first_of(std::string_view(";\0", 2)) == std::string_view::npos;
    case Grammar::shell_word:
    case Grammar::field: return text.find('\0') == std::string_view::npos;
  }
  return false;
}

Result<std::string> unescape_field(std::string_view text) {
  if (!has_any(text, "\\")) return std::string(text);
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      result += text[i];
      continue;
    }
    char next = i + 1 < text.size() ? text[++i] : '\0';
    switch (next) {
      case '\\': result += '\\'; break;
      case 'n': result += '\n'; break;
      case 'r': result += '\r'; break;
      default: return Error{"a field file has an unknown escape in `" + std::string(text) + "`"};
    }
  }
  return result;
}

}  // namespace ferrule
