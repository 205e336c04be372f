// The times that files had when they were last built, with what was in them then.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "system/disk.h"

namespace ferrule {

/// Relative to a build directory.
inline constexpr std::string_view kSavedTimesFile = "ferrule/freshness";

struct SavedTime {
  std::int64_t modified_ns = 0;
  std::string checksum;
  bool operator==(const SavedTime&) const = default;
};

/// By absolute path.
using SavedTimes = std::map<std::string, SavedTime>;

/// The time of a file and a checksum of its bytes; of a directory, of the names in it. Nothing if there is no such
/// file, or if it changes meanwhile.
std::optional<SavedTime> time_and_checksum(const Disk& disk, const std::string& path);

/// A field file.
std::string write_saved_times(const SavedTimes& times);
Result<SavedTimes> parse_saved_times(std::string_view text, std::string_view origin);

}  // namespace ferrule
