// Field files that don't depend on where the build directory stands: in values, `\B` stands for its absolute path.
#pragma once

#include <string>
#include <string_view>

#include "base/fields.h"
#include "base/strings.h"

namespace ferrule {

// A byte that no argument or variable can hold (exec() ends them there) stands for the build directory between its
// recognition and the field file's escape.
inline constexpr std::string_view kBuildDirectoryMark{"\0", 1};

/// `value` with `to` in the place of each path `from` in it, alone or with more behind it: "/a" in "/a/b:/a", and not
/// in "/ab".
inline std::string replace_path(std::string_view value, std::string_view from, std::string_view to) {
  std::string result;
  for (;;) {
    std::size_t at = value.find(from);
    if (at == std::string_view::npos) return result += value;
    std::size_t end = at + from.size();
    bool whole = end == value.size() || std::string_view("/:;,= \"')").find(value[end]) != std::string_view::npos;
    result += value.substr(0, at);
    result += whole ? to : from;
    value.remove_prefix(end);
  }
}

/// The same, but what lies in `build_directory`, which may be below `from`, stays as it is.
inline std::string replace_path_outside(std::string_view value, std::string_view build_directory,
                                        std::string_view from, std::string_view to) {
  const std::string kept = replace_path(value, build_directory, kBuildDirectoryMark);
  return replace_all(replace_path(kept, from, to), kBuildDirectoryMark, build_directory);
}

/// Writes values, the build directory in them abbreviated.
class PortableFieldWriter {
 public:
  /// `build_directory` is absolute; empty to abbreviate nothing.
  explicit PortableFieldWriter(std::string_view build_directory) : build_directory_(build_directory) {}

  void add(std::string_view keyword, std::string_view value) {
    // Most values are of other things, and there are many of them.
    bool has_directory = !build_directory_.empty() && value.find(build_directory_) != std::string_view::npos;
    if (has_directory) fields_.add(keyword, replace_path(value, build_directory_, kBuildDirectoryMark));
    else fields_.add(keyword, value);
  }
  std::string text() const { return replace_all(fields_.text(), kBuildDirectoryMark, "\\B"); }

 private:
  std::string_view build_directory_;
  FieldWriter fields_;
};

/// The text with the directory in the place of each `\B`, for parse_fields().
inline std::string expand_build_directory(std::string_view text, std::string_view build_directory) {
  // `\B` is found before fields are unescaped, where `\\B` is another thing.
  std::string expanded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      expanded += text[i];
    } else if (text[++i] == 'B') {
      expanded += replace_all(build_directory, "\\", "\\\\");
    } else {
      expanded += '\\';
      expanded += text[i];
    }
  }
  return expanded;
}

}  // namespace ferrule
