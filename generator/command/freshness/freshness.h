// `ferrule freshness`: file times that go by content, for build directories that are kept while the sources are
// checked out anew. ninja goes by times, and a new checkout gives each file a new one.
#pragma once

#include <string>

#include "base/result.h"
#include "system/context.h"

namespace ferrule {

enum class FreshnessAction {
  save,     // after a build: writes down the time and a checksum of all that it has read
  restore,  // before the next: gives files that hold the same the time that they had
};

struct FreshnessOptions {
  FreshnessAction action = FreshnessAction::save;
  /// -C: Ferrule's build directory or CMake's; the default is that of `ferrule generate`.
  std::string build_directory;
};

/// Prints how many files there were. A file that can't be read is passed over, and so is one whose time can't be set:
/// what depends on it is built again.
Status freshness(const CommandContext& context, const FreshnessOptions& options);

}  // namespace ferrule
