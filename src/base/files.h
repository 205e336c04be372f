// Whole files, read and written so that a reader sees the old text or the new one and never a part.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/paths.h"
#include "base/result.h"
#include "base/system_error.h"

namespace ferrule {

/// The contents of `path`.
Result<std::string> read_file(const std::string& path);

/// Writes `text` straight to `path`, replacing what is there. On failure nothing is left; but whoever is killed half
/// way leaves half a file.
Status create_file(const std::string& path, std::string_view text);

/// Writes `text` to a temporary file beside `path`, checks write and close, and renames it to `path`. On failure the
/// old file stays and no temporary is left.
Status write_file(const std::string& path, std::string_view text);

/// write_file(), unless the file already holds exactly `text`: then its times stay as they are. The value tells
/// whether it was written.
Result<bool> write_file_if_changed(const std::string& path, std::string_view text);

/// Makes `path` and its parents; no error if it is there already.
Status make_directories(const std::string& path);

}  // namespace ferrule
