// A build directory that is copied or moved holds what was built elsewhere.
#pragma once

#include <string>

#include "base/result.h"
#include "system/disk.h"

namespace ferrule {

/// Where the build directory at `directory` was generated; empty if it is new.
std::string generated_place(const Disk& disk, const std::string& directory);

/// Whether that is another place than the one where it is now.
bool was_moved(const Disk& disk, const std::string& directory);

/// Makes `directory` the place of its build. If it was moved, nothing that was built is left in it: outputs hold
/// paths, and ninja's logs the sources of the original.
Status settle_build_directory(Disk& disk, const std::string& directory);

}  // namespace ferrule
