// `ferrule cmake-rust-project`: one rust-project.json for all crates of a CMake project.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "system/context.h"

namespace ferrule {

struct CMakeRustProjectOptions {
  std::string lists;           // a file that names the lists of all calls, a line each
  std::string host_directory;  // CMake's build directory, absolute
  std::string output;          // absolute
};

/// Where a call's list of crates stands.
std::string ide_list_of(const std::string& build_directory, const std::string& target, bool tests);
/// Where the files of all crates stand.
std::string ide_directory_of(const std::string& host_directory);
/// The file that names the lists of all calls.
std::string ide_lists_of(const std::string& host_directory);

Status write_cmake_rust_project(const CommandContext& context, const CMakeRustProjectOptions& options);

}  // namespace ferrule
