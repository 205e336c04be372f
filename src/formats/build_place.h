// Where a build directory stood when it was generated. Outputs hold its path, and build.ninja those of its sources:
// in a copy of it they are the original's.
#pragma once

#include <string_view>

namespace ferrule {

/// Holds the absolute path, every symbolic link followed; relative to the build directory.
inline constexpr std::string_view kBuildPlaceFile = "ferrule/place";

}  // namespace ferrule
