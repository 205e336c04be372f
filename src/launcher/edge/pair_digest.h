// What each edge of a library has left of what it was made from: a digest of its inputs.
#pragma once

#include <string>
#include <string_view>

namespace ferrule {

/// Where the edge with this id leaves it, relative to the build directory.
std::string inputs_digest_file(std::string_view id);

/// Whether both edges of a library (`stem`: "<crate>-<hash>") read the same, as far as is known. Of a fused one
/// nothing is known, and needn't be.
bool read_the_same(const std::string& stem);

}  // namespace ferrule
