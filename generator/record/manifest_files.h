// Which other files and directories Cargo looks at because of what a manifest says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ferrule {

/// Paths are as they stand in the manifest: relative to its directory.
struct ManifestFiles {
  /// `package.workspace`: where the workspace's root is. Empty if it isn't said.
  std::string workspace;
  /// Packages that it depends on, in whichever table, or puts in others' places.
  std::vector<std::string> packages;
  /// Those in `[workspace.dependencies]`, which members may inherit.
  std::vector<std::string> inheritable;
  /// Patterns with a wildcard in `members` and `default-members`.
  std::vector<std::string> member_patterns;
  /// Where the sources of targets are or may be, except for what is found in directories; and the README, whose name
  /// Cargo tells crates.
  std::vector<std::string> presences;
};

/// Of a manifest that can't be parsed, nothing but what every package may have: Cargo will complain.
ManifestFiles find_manifest_files(std::string_view manifest);

}  // namespace ferrule
