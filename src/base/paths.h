// Paths, by their text alone.
#pragma once

#include <string>
#include <string_view>

namespace ferrule {

/// `path` without its last component: "a/b" -> "a", "b" -> ".", "/b" -> "/".
std::string directory_of(std::string_view path);

/// The last component of `path`.
std::string_view file_name(std::string_view path);

/// `path` if it is absolute, else `base`/`path`.
std::string join_path(std::string_view base, std::string_view path);

/// `path` without ".", "..", and repeated slashes, by text alone (no symbolic link is followed).
std::string normalize_path(std::string_view path);

}  // namespace ferrule
