// What `ferrule generate` was told about the jobserver. A file of its own and not part of the actions, so that
// another number of jobs rebuilds nothing.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace ferrule {

/// Where it stands, relative to the build directory. Not there: all defaults.
inline constexpr std::string_view kJobSettingsFile = "ferrule/jobs";

struct JobSettings {
  /// --no-jobserver: each rustc starts as many threads as it likes.
  bool jobserver = true;
  /// -j: how many threads the rustc processes of one build may have, where
  /// ninja itself isn't given a number; 0 for what ninja takes by itself.
  int jobs = 0;
  bool operator==(const JobSettings&) const = default;
};

/// A field file; empty for the defaults.
std::string write_job_settings(const JobSettings& settings);
Result<JobSettings> parse_job_settings(std::string_view text, std::string_view origin);

}  // namespace ferrule
