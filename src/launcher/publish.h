// Moves finished files from an edge's scratch directory to their places.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "action/action.h"

namespace ferrule {

/// Moves each of `files` from `directory` to its destination; nothing, if one
/// of them is missing. A destination that holds the same bytes stays as it is,
/// with its mtime, so that ninja (`restat`) builds nothing that depends on it.
Status publish(const std::vector<ProducedFile>& files, const std::string& directory);

/// The same for a file that is yet to be written.
Status publish_text(const std::string& destination, std::string_view text);

}  // namespace ferrule
