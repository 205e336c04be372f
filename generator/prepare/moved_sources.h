// Where the sources are of a build directory that was copied or moved together with them.
#pragma once

#include <string>

#include "system/disk.h"

namespace ferrule {

class MovedSources {
 public:
  /// The build directory stood at `from` and stands at `to` now.
  MovedSources(const Disk& disk, const std::string& from, const std::string& to);

  /// Where what was at the absolute `path` is now: still there, unless it stood in the tree that was copied.
  std::string follow(const std::string& path) const;

 private:
  const Disk& disk_;
  std::string from_, to_;  // the tree, then and now
};

}  // namespace ferrule
