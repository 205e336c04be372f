// OUT_DIR after a build script has run. Scripts rewrite files with the same contents; these keep their times, or
// everything that includes them would be built again.
#pragma once

#include <string>

#include "base/result.h"

namespace ferrule {

/// Gives every file in `out_dir` that holds what it held after the last run its old mtime back. Returns a digest of
/// the names, types and contents of all that is there. `record` is the file that keeps what is needed for that from
/// run to run; a missing or damaged one counts as a first run.
Result<std::string> settle_out_dir(const std::string& out_dir, const std::string& record);

}  // namespace ferrule
