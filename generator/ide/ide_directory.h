// The build directory that editors have for themselves, within the one that people build in. Checks and the
// procedural macros that an editor loads are made there, so that no check waits for a build, and no build for a
// check.
#pragma once

#include <string>
#include <string_view>

namespace ferrule {

/// That of a build directory.
std::string ide_directory(const std::string& build_directory);

/// The build directory that `directory` is the editors' of; `directory` itself if it is none of these.
std::string_view outer_build_directory(std::string_view directory);

}  // namespace ferrule
