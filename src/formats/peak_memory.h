// How much memory an edge has taken, for those who look at a build afterwards.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ferrule {

/// Where it stands, relative to the build directory: in KiB, the most that one process of the edge had at a time
/// (getrusage(2), `ru_maxrss`), when it ran last.
std::string peak_memory_file(std::string_view action_id);

std::string write_peak_memory(std::int64_t kib);
/// 0 for what is no number.
std::int64_t parse_peak_memory(std::string_view text);

}  // namespace ferrule
