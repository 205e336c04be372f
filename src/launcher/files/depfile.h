// The depfile that ninja reads after an edge.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "launcher/edge/edge.h"

namespace ferrule {

/// Writes the edge's depfile: what it makes depends on `files`, which are absolute or relative to the action's
/// directory. Files in the build directory are named relative to it, as ninja knows them; with an absolute path of
/// the depfile all are absolute. For a name that a depfile can't express it names a symbolic link to the file, made
/// in ferrule/names.
Status write_depfile(const Edge& edge, const std::vector<std::string>& files);

}  // namespace ferrule
