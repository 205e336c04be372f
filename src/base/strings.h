// Small operations on text that the standard library lacks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ferrule {

/// The pieces of `text` between each `separator`; one empty piece for "".
std::vector<std::string_view> split(std::string_view text, char separator);

/// `text` without white space (ASCII) at either end.
std::string_view trim(std::string_view text);

/// Every occurrence of `from` in `text` replaced by `to`.
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);

/// If `text` starts with `prefix`, removes it and returns true.
bool consume_prefix(std::string_view& text, std::string_view prefix);

/// The part before the first `separator`, and the part behind it; the second is empty where there is no separator.
struct Halves {
  std::string_view first;
  std::string_view second;
  bool found;
};
Halves split_once(std::string_view text, char separator);

/// A 64-bit digest, good enough to notice that something changed; not for adversaries. Pass an earlier result as
/// `seed` to go on with it.
std::uint64_t digest(std::string_view text, std::uint64_t seed = 0);

/// `number` as 16 lower-case hexadecimal digits.
std::string hex(std::uint64_t number);

}  // namespace ferrule
