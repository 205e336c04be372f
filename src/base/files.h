// Whole files, read and written so that a reader sees the old text or the new
// one and never a part.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace ferrule {

/// The contents of `path`.
Result<std::string> read_file(const std::string& path);

/// Writes `text` straight to `path`, replacing what is there. On failure nothing is left; but whoever is killed
/// half way leaves half a file.
Status create_file(const std::string& path, std::string_view text);

/// Writes `text` to a temporary file beside `path`, checks write and close,
/// and renames it to `path`. On failure the old file stays and no temporary is
/// left.
Status write_file(const std::string& path, std::string_view text);

/// write_file(), unless the file already holds exactly `text`: then its times
/// stay as they are. The value tells whether it was written.
Result<bool> write_file_if_changed(const std::string& path, std::string_view text);

/// Makes `path` and its parents; no error if it is there already.
Status make_directories(const std::string& path);

/// `path` without its last component: "a/b" -> "a", "b" -> ".", "/b" -> "/".
std::string directory_of(std::string_view path);

/// The last component of `path`.
std::string_view file_name(std::string_view path);

/// `path` if it is absolute, else `base`/`path`.
std::string join_path(std::string_view base, std::string_view path);

/// `path` without ".", "..", and repeated slashes, by text alone (no symbolic
/// link is followed).
std::string normalize_path(std::string_view path);

/// "<what> `<path>`: <strerror(errno)>", with help where the reason has a
/// well-known cure (a full disk, a read-only one).
Error system_error(std::string_view what, std::string_view path, int error_number);

}  // namespace ferrule
