// The times at which files were last written, as the file system's clock has them.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

struct stat;

namespace ferrule {

/// Nanoseconds since 1970.
using FileTime = std::int64_t;

/// When the file was last written.
FileTime written_at(const struct stat& status);

/// A time between what has been written up to now and what will be written from now on, on the file system of
/// `clock`, an empty file that is made if it isn't there. File systems' clocks tick, so that this may wait for some
/// milliseconds: everything that was there before has this time or an earlier one, whatever is written once this has
/// returned has a later one.
Result<FileTime> time_between(const std::string& clock);

/// Whether the file has been written, or is gone, since `time`. A time that is yet to come was given to the file by
/// hand, and says nothing.
bool is_written_since(const std::string& path, FileTime time);

Status set_file_time(const std::string& path, FileTime time);

}  // namespace ferrule
