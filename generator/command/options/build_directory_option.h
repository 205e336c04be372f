// Which workspace and which build directory a command is about.
#pragma once

#include <string>

#include "base/result.h"
#include "system/context.h"

namespace ferrule {

/// The root of the workspace that `directory` stands in, or that `manifest_path` belongs to if that isn't empty:
/// Cargo says which, or in its own words why there is none.
Result<std::string> locate_workspace(Processes& processes, const std::string& directory,
                                     const Environment& environment, const std::string& manifest_path = {});

struct BuildDirectory {
  /// Absolute, without symbolic links as far as it exists: Cargo and rustc see through them, and so must what is
  /// compared with their paths. It need not exist.
  std::string path;
  /// The root of the workspace, where Cargo had to be asked for it; else empty.
  std::string workspace;
  /// It is the directory that we stand in, and nobody named it.
  bool is_here = false;
};

/// `given` is -C's value. Without it: the directory that we stand in, if it is a build directory, and otherwise
/// target/ferrule in the workspace, which Cargo names.
Result<BuildDirectory> find_build_directory(const CommandContext& context, const std::string& given,
                                            const std::string& manifest_path = {});

}  // namespace ferrule
