// `include` and `exclude` of packages with build scripts, for the launcher.
#pragma once

#include <string>

#include "base/result.h"
#include "graph/crate_graph.h"
#include "system/disk.h"

namespace ferrule {

/// Leaves them in the build directory, for each package with a path and a build script.
Status keep_package_patterns(Disk& disk, const std::string& build_directory, const CrateGraph& graph);

}  // namespace ferrule
