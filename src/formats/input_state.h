// How things are with what a recording depends on, as text to compare. A list of inputs has lines `<keyword> <state>
// <path>`; the generator writes it, and the launcher looks before each build whether it still holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace ferrule {

/// Nothing is there.
inline constexpr std::string_view kAbsent = "-";

/// What a file holds. A new date alone, older or newer, is no change.
std::string content_state(const Result<std::string>& text);

/// For programs, which are too large to read.
std::string stamp_state(std::int64_t modified_ns, std::uint64_t size);

/// Whether there is something, and whether it is a directory.
std::string presence_state(bool exists, bool is_directory);

/// The state now, on the machine's own disk; nothing if `keyword` isn't that of an input:
///   file      a file that Cargo reads, and what it holds
///   program   rustc and the like, and their times and sizes
///   presence  a file that counts by being there or not
///   listing   a directory in which targets are discovered
///   members   a pattern for members of the workspace (member_listing_digest())
///   vendored  a directory that replaces a registry
///   sources   a package whose files an engine is told of (source_listing_digest())
std::optional<std::string> input_state(std::string_view keyword, const std::string& path);

}  // namespace ferrule
