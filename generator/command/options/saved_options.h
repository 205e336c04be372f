// What `ferrule generate` was asked for, kept in the build directory, so that ninja can have it done again.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "command/options/generate_options.h"

namespace ferrule {

/// Relative to the build directory.
inline constexpr std::string_view kSavedOptionsFile = "ferrule/options";

/// The options, the directory that they were given in, and the workspace's root.
struct SavedOptions {
  GenerateOptions options;
  std::string directory;
  std::string workspace = {};
};

std::string write_options(const SavedOptions& saved);
Result<SavedOptions> parse_options(std::string_view text, std::string_view origin);

}  // namespace ferrule
