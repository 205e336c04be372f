// The depfile that ninja reads after an edge.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace ferrule {

/// Writes the depfile `path`: `output` depends on `files`, which are absolute
/// or relative to `base`. Files in the build directory are named relative to
/// it, as ninja knows them; with an absolute `path` all are absolute. For a name that a depfile can't express it
/// names a symbolic link to the file, made in ferrule/names.
Status write_depfile(const std::string& path, const std::string& output, const std::vector<std::string>& files,
                     const std::string& base, const std::string& build_directory);

}  // namespace ferrule
