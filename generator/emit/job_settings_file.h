// How much may run at once in a build directory, for the launchers there (formats/job_settings.h).
#pragma once

#include <string>

#include "base/result.h"
#include "formats/job_settings.h"
#include "system/disk.h"

namespace ferrule {

/// For the defaults there is no file.
Status write_job_settings_file(Disk& disk, const std::string& directory, const JobSettings& settings);

/// Changes the memory limit alone: in a build directory of CMake's the rest of the file is the user's.
Status write_memory_limit_file(Disk& disk, const std::string& directory, const MemoryLimit& limit);

}  // namespace ferrule
