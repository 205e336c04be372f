// Moves finished files from an edge's scratch directory to their places.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/file_time.h"
#include "formats/action.h"

namespace ferrule {

/// What becomes of a destination that holds the same bytes already.
enum class SameBytes {
  keep,   // it stays with its mtime, so that ninja (`restat`) builds nothing that depends on it
  renew,  // it is replaced as if it were another
};

/// Moves each of `files` from `directory` to its destination, where it has `time`; nothing, if one of them is
/// missing.
Status publish(const std::vector<ProducedFile>& files, const std::string& directory, FileTime time,
               SameBytes same = SameBytes::keep);

/// The same for a file that is yet to be written.
Status publish_text(const std::string& destination, std::string_view text, FileTime time,
                    SameBytes same = SameBytes::keep);

}  // namespace ferrule
