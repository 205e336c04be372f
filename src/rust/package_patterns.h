// `package.include` and `package.exclude` of a manifest, as the generator leaves them for the launcher: Cargo goes by
// them when it looks for the files of a package.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ferrule {

/// Each list has the syntax of a .gitignore file. With an `include`, Cargo takes no notice of `exclude`.
struct PackagePatterns {
  std::vector<std::string> include;
  std::vector<std::string> exclude;
  bool operator==(const PackagePatterns&) const = default;
};

/// Where those of the package in `root` (absolute) stand, relative to the build directory. No file means no patterns.
std::string package_patterns_file(std::string_view root);

std::string write_package_patterns(const PackagePatterns& patterns);
Result<PackagePatterns> parse_package_patterns(std::string_view text, std::string_view origin);

/// Whether the last of the patterns that matches `path` (relative to the package's root), or else a directory above
/// it, selects it. Nothing if that can't be told: there is a pattern with more than `*`, `**`, `?` and `!` in it.
enum class Selection { no, yes, unknown };
Selection select(const std::vector<std::string>& patterns, std::string_view path, bool is_directory);

}  // namespace ferrule
