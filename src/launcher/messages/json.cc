#include "launcher/messages/json.h"

#include <cstdint>

namespace ferrule {

namespace {

constexpr std::size_t kInvalid = std::string_view::npos;

std::size_t skip_space(std::string_view text, std::size_t at) {
  while (at < text.size() && std::string_view(" \t\r\n").find(text[at]) != std::string_view::npos) ++at;
  return at;
}

/// Behind the string that starts at `at`.
std::size_t skip_string(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '"') return kInvalid;
  for (++at; at < text.size(); ++at) {
    if (text[at] == '"') return at + 1;
    if (text[at] == '\\') ++at;
  }
  return kInvalid;
}

/// Behind the value that starts at `at`. Counts brackets and doesn't recurse: rustc's messages can be nested very
/// deeply.
std::size_t skip_value(std::string_view text, std::size_t at) {
  std::string open;
  do {
    at = skip_space(text, at);
    if (at >= text.size()) return kInvalid;
    char c = text[at];
    if (c == '"') {
      at = skip_string(text, at);
      if (at == kInvalid) return kInvalid;
    } else if (c == '{' || c == '[') {
      open += c == '{' ? '}' : ']';
      ++at;
    } else if (c == '}' || c == ']') {
      if (open.empty() || open.back() != c) return kInvalid;
      open.pop_back();
      ++at;
    } else if (c == ',' || c == ':') {
      if (open.empty()) return kInvalid;
      ++at;
    } else {
      std::size_t end = text.find_first_of(" \t\r\n,:]}[{\"", at);
      at = end == std::string_view::npos ? text.size() : end;
    }
  } while (!open.empty());
  return at;
}

std::optional<std::uint32_t> parse_hex4(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  std::uint32_t number = 0;
  for (char c : text.substr(0, 4)) {
    std::size_t digit = std::string_view("0123456789abcdefABCDEF").find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    number = number * 16 + static_cast<std::uint32_t>(digit < 16 ? digit : digit - 6);
  }
  return number;
}

void append_utf8(std::string& result, std::uint32_t code) {
  auto add = [&result](std::uint32_t byte) { result += static_cast<char>(byte); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xC0 | code >> 6);
    add(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    add(0xE0 | code >> 12);
    add(0x80 | (code >> 6 & 0x3F));
    add(0x80 | (code & 0x3F));
  } else {
    add(0xF0 | code >> 18);
    add(0x80 | (code >> 12 & 0x3F));
    add(0x80 | (code >> 6 & 0x3F));
    add(0x80 | (code & 0x3F));
  }
}

/// Reads the escape \uXXXX whose digits start at `at`, and a second one if they form a pair. Moves `at` behind what
/// it read.
bool append_unicode_escape(std::string& result, std::string_view text, std::size_t& at) {
  std::optional<std::uint32_t> code = parse_hex4(text.substr(at));
  if (!code) return false;
  at += 4;
  bool is_high = *code >= 0xD800 && *code < 0xDC00;
  if (is_high && text.substr(at, 2) == "\\u") {
    std::optional<std::uint32_t> low = parse_hex4(text.substr(at + 2));
    if (low && *low >= 0xDC00 && *low < 0xE000) {
      code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
      at += 6;
    }
  }
  bool is_surrogate = *code >= 0xD800 && *code < 0xE000;
  append_utf8(result, is_surrogate ? 0xFFFD : *code);
  return true;
}

}  // namespace

std::optional<std::string> parse_json_string(std::string_view text) {
  if (text.size() < 2 || skip_string(text, 0) != text.size()) return std::nullopt;
  text = text.substr(1, text.size() - 2);
  constexpr std::string_view kEscapes = "\"\\/bfnrt";
  constexpr std::string_view kValues = "\"\\/\b\f\n\r\t";
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '\\') {
      result += text[at++];
      continue;
    }
    char escape = text[at + 1];
    at += 2;
    if (escape == 'u') {
      if (!append_unicode_escape(result, text, at)) return std::nullopt;
    } else {
      std::size_t which = kEscapes.find(escape);
      if (which == std::string_view::npos) return std::nullopt;
      result += kValues[which];
    }
  }
  return result;
}

std::optional<JsonObject> JsonObject::parse(std::string_view text) {
  JsonObject object;
  std::size_t at = skip_space(text, 0);
  if (at >= text.size() || text[at] != '{') return std::nullopt;
  at = skip_space(text, at + 1);
  bool more = at < text.size() && text[at] != '}';
  while (more) {
    std::size_t name_end = skip_string(text, at);
    if (name_end == kInvalid) return std::nullopt;
    std::string_view name = text.substr(at + 1, name_end - at - 2);
    at = skip_space(text, name_end);
    if (at >= text.size() || text[at] != ':') return std::nullopt;
    at = skip_space(text, at + 1);
    std::size_t value_end = skip_value(text, at);
    if (value_end == kInvalid) return std::nullopt;
    object.members_.emplace_back(name, text.substr(at, value_end - at));
    at = skip_space(text, value_end);
    more = at < text.size() && text[at] == ',';
    if (more) at = skip_space(text, at + 1);
  }
  if (at >= text.size() || text[at] != '}' || skip_space(text, at + 1) != text.size()) return std::nullopt;
  return object;
}

std::optional<std::string_view> JsonObject::member(std::string_view name) const {
  for (const auto& [key, value] : members_)
    if (key == name) return value;
  return std::nullopt;
}

std::optional<std::string> JsonObject::string(std::string_view name) const {
  std::optional<std::string_view> value = member(name);
  if (!value) return std::nullopt;
  return parse_json_string(*value);
}

}  // namespace ferrule
