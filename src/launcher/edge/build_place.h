// Whether the build directory that the launcher works in is the one that was generated, or a copy of it.
#pragma once

#include <string>

#include "base/result.h"

namespace ferrule {

/// The launcher works in the build directory.
Result<std::string> working_directory();

/// An error if `build_directory`, the working directory, was generated in another place. Edges would build the
/// original's sources.
Status check_build_place(const std::string& build_directory);

}  // namespace ferrule
