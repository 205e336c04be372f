// Which ninja builds.
#pragma once

#include <string>

#include "base/result.h"
#include "system/disk.h"
#include "system/processes.h"

namespace ferrule {

/// The absolute path of ninja, or of a program that reads the same files, as found in PATH.
Result<std::string> find_ninja(const Disk& disk, const Environment& environment);

}  // namespace ferrule
