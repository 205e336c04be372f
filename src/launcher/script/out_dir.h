// OUT_DIR after a build script has run. Scripts rewrite files with the same contents; these keep their times, or
// everything that includes them would be built again.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace ferrule {

struct OutDirState {
  /// Of the names, types and contents of all that is there.
  std::string digest;
  /// The files and links, relative to it.
  std::vector<std::string> files;
};

/// Gives every file in `out_dir` that holds what it held after the last run its old mtime back. `record` is
/// the file that keeps what is needed for that from run to run; a missing or damaged one counts as a first run.
Result<OutDirState> settle_out_dir(const std::string& out_dir, const std::string& record);

}  // namespace ferrule
