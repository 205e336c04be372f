// What a build script told its dependents, as the file that its run leaves in the build directory.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/action.h"

namespace ferrule {

/// `rustc-link-arg` and its kin.
struct LinkArgument {
  /// Which units take it: "all", "bins", "bin=<name>", "tests", "benches", "examples", "cdylib".
  std::string target;
  std::string value;
  bool operator==(const LinkArgument&) const = default;
};

/// The directives of one run, each list in the order in which they were printed.
struct ScriptOutput {
  /// As printed: a directory, or KIND=directory.
  std::vector<std::string> link_search;
  std::vector<std::string> link_libraries;
  std::vector<LinkArgument> link_arguments;
  std::vector<std::string> cfgs;
  std::vector<std::string> check_cfgs;
  std::vector<EnvironmentVariable> environment;
  std::vector<EnvironmentVariable> metadata;
  /// Changes with any file in OUT_DIR: dependents include files from there.
  std::string out_dir_digest;
  /// The files in OUT_DIR, relative to it: an engine that runs dependents elsewhere sends them along.
  std::vector<std::string> out_dir_files;
  /// Changes with the list of files that the run depends on. Before 1.12, ninja takes a run that found a new file and
  /// left its output as it was for older than that file, and would run it once more.
  std::string inputs_digest;

  // For the run itself; dependents don't see these, and the file lacks them.
  std::vector<std::string> rerun_if_changed;
  std::vector<std::string> rerun_if_env_changed;
  std::vector<std::string> warnings;
  std::vector<std::string> errors;

  bool operator==(const ScriptOutput&) const = default;
};

/// The text of the file: what dependents use. `build_directory` is absolute; where a value holds it, the file says
/// `\B`, so that the file doesn't depend on where the build directory stands.
std::string write_script_output(const ScriptOutput& output, std::string_view build_directory);

/// The inverse. `origin` is the file's name, for errors.
Result<ScriptOutput> parse_script_output(std::string_view text, std::string_view origin,
                                         std::string_view build_directory);

/// The directory of a `rustc-link-search` value, without `native=` and the like.
std::string_view search_directory(std::string_view link_search);

/// Whether `path` is `directory` or below it, by text. Both are absolute.
bool is_inside(std::string_view path, std::string_view directory);

}  // namespace ferrule
