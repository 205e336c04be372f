// Which files a build script's run depends on, and what else goes by all files of a package.
#pragma once

#include <string>
#include <vector>

#include "base/file_time.h"
#include "formats/script_output.h"

namespace ferrule {

struct ScriptInputRules {
  /// The package's root, absolute.
  std::string package_root;
  /// Without any rerun-if line, a path package's run depends on all its files; another's on none.
  bool is_path_package = false;
  std::string build_directory;
  FileTime run_started = 0;
  /// CARGO_HOME, absolute; empty if it isn't known. What it has unpacked of registries and git stays as it is, so no
  /// run depends on that, whatever its times are (`find_stale_file` in Cargo's core/compiler/fingerprint).
  std::string cargo_home = {};
};

/// The files and directories whose change makes the script run again. Absolute, or relative to the package's root.
/// One that doesn't exist is listed too and makes it run always: that is Cargo's rule.
std::vector<std::string> script_inputs(const ScriptOutput& output, const ScriptInputRules& rules);

/// The files and directories of a path package, for what depends on all of them (Cargo's `pkg_fingerprint`).
/// Directories that were written into after `started` are left out.
std::vector<std::string> package_inputs(const std::string& package_root, const std::string& build_directory,
                                        FileTime started);

}  // namespace ferrule
