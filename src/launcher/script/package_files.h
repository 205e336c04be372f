// Which files below a package's directory Cargo takes for files of the package. A build script that says nothing of
// what it depends on depends on these.
// Source: Cargo, sources/path.rs, list_files().
#pragma once

#include <set>
#include <string>

#include "rust/package_patterns.h"

namespace ferrule {

class PackageFiles {
 public:
  /// `root` and `build_directory` are absolute.
  PackageFiles(const std::string& root, const std::string& build_directory);

  /// Whether Cargo is known to take no notice of what is at `path`, which begins with the root. Where it can't be
  /// told, it counts.
  bool leaves_out(const std::string& path, bool is_directory) const;

  /// Files that git tracks in the package's `target`, which is left out otherwise.
  const std::set<std::string>& tracked_in_target() const { return tracked_in_target_; }

 private:
  void ask_git();
  bool leaves_out_by_patterns(const std::string& path, bool is_directory) const;

  std::string root_;
  std::string build_directory_;
  PackagePatterns patterns_;
  /// Cargo takes no notice of hidden files where the package isn't git's.
  bool leaves_out_hidden_ = false;
  std::set<std::string> ignored_;  // by git; of a directory all of it
  std::set<std::string> tracked_in_target_;
};

}  // namespace ferrule
