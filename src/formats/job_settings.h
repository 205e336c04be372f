// What `ferrule generate` was told about how much may run at once. A file of its own and not part of the actions, so
// that another number of jobs rebuilds nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/field_table.h"
#include "base/result.h"

namespace ferrule {

/// Where it stands, relative to the build directory. Not there: all defaults.
inline constexpr std::string_view kJobSettingsFile = "ferrule/jobs";

/// How much memory the edges of a build may take together; with zeros, what is there.
struct MemoryLimit {
  std::int64_t mebibytes = 0;
  int percent = 0;  // of what the machine has; or 0, and then mebibytes count
  bool operator==(const MemoryLimit&) const = default;

  bool is_given() const { return mebibytes > 0 || percent > 0; }
};

/// Reads "8G", "8000M", "8GiB", "50%" or a number of bytes, of which there must be at least a MiB; K, M, G and T are
/// powers of 1024, in either case. Nothing for anything else.
std::optional<MemoryLimit> parse_memory_limit(std::string_view text);
/// In the same words.
std::string write_memory_limit(const MemoryLimit& limit);
/// The row `memory` of a table, left out where nothing is given.
FieldTable<MemoryLimit> memory_limit_table();

struct JobSettings {
  /// --no-jobserver: each rustc starts as many threads as it likes.
  bool jobserver = true;
  /// -j: how many threads the rustc processes of one build may have, where
  /// ninja itself isn't given a number; 0 for what ninja takes by itself.
  int jobs = 0;
  /// --memory.
  MemoryLimit memory = {};
  bool operator==(const JobSettings&) const = default;
};

/// A field file; empty for the defaults.
std::string write_job_settings(const JobSettings& settings);
Result<JobSettings> parse_job_settings(std::string_view text, std::string_view origin);

}  // namespace ferrule
