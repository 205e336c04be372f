// What CMake leaves for `ferrule check` when it has configured: all calls of add_rust_crate() and its like, in the
// first configuration (cmake/FerruleCheck.cmake).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "formats/action.h"
#include "system/disk.h"
#include "system/processes.h"

namespace ferrule {

/// Relative to CMake's build directory: the file, and the directory that checks are made in.
inline constexpr std::string_view kCheckCallsFile = "ferrule/check-calls";
inline constexpr std::string_view kCheckDirectory = "ferrule/check";
/// In that directory: Cargo's words for the profile that is checked, if they are known.
inline constexpr std::string_view kCheckedProfileFile = "ferrule/profile";

struct CheckCall {
  std::string name;                // for messages
  std::vector<std::string> words;  // `cmake-crate …` or `cmake-root …`
};

struct CheckCalls {
  std::string binary_directory;  // CMake's build directory, as CMake calls it
  std::string ninja;             // absolute; empty where CMake builds with something else
  std::string rust_project;      // the file for editors, absolute; empty where none is wanted
  /// What the project sets for rustc and Cargo; without a value, what it has unset.
  std::vector<EnvironmentVariable> variables;
  std::vector<CheckCall> calls;

  /// The calls' build directories, absolute, each once.
  std::vector<std::string> build_directories() const;
};

/// `directory` is CMake's build directory, absolute.
Result<CheckCalls> read_check_calls(const Disk& disk, const std::string& directory);

/// The caller's environment with what the project's builds have instead: `calls` says some of it, and their build
/// directories have kept the rest.
Environment checked_environment(const Disk& disk, const CheckCalls& calls, const Environment& caller);

}  // namespace ferrule
