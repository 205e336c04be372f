// The edges of a build directory that can be verified.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "system/context.h"

namespace ferrule {

/// A library as one edge compiles it, or the run of a build script.
struct VerifiedEdge {
  std::string action;   // its file's name in actions/
  std::string package;  // as Cargo describes it: "serde v1.0.228"
  bool is_script = false;

  std::string package_name() const;
};

struct EdgeSelection {
  /// Names of packages; empty for all.
  std::vector<std::string> packages;
  /// Names of packages to pass over.
  std::set<std::string> without;
  bool with_scripts = false;
};

/// Those that a build of the directory has made. Fails where a package is unknown, or nothing is built yet.
Result<std::vector<VerifiedEdge>> find_verified_edges(const CommandContext& context, const std::string& directory,
                                                      const EdgeSelection& selection);

}  // namespace ferrule
