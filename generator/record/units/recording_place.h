// Where a recording stood and where the build will stand: every path of the one becomes one of the other.
#pragma once

#include <string>
#include <string_view>

namespace ferrule {

struct RecordingPlace {
  std::string recording_target;  // Cargo's --target-dir while recording, absolute
  std::string build_directory;   // absolute

  /// `text` with the recording's target directory replaced by the build directory, wherever it stands in it.
  std::string relocate(std::string_view text) const;
  /// A path below the recording's target directory, relative to it; any other path as it is.
  std::string relative(std::string_view path) const;
};

}  // namespace ferrule
