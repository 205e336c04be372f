// What `ferrule verify` says of what it found.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "formats/verification.h"

namespace ferrule {

/// "3 crates", "1 crate".
std::string count_of(std::size_t number, std::string_view noun);

/// Of a library that compiles to something different each time: by which macro, and where.
std::string describe_difference(const std::string& package, const Verification& found);

/// Of a library, or of a package's build script, that other checkouts can't share by a cache: the paths in it, and
/// what differs from run to run.
std::string describe_obstacles(const std::string& package, bool is_script, const Verification& found);

}  // namespace ferrule
