// `ferrule cmake-workspace`: which packages a workspace has, and what the toolchain is: what CMake must know when
// add_rust_crate() is called, before anything is recorded.
#pragma once

#include <string>

#include "base/result.h"
#include "system/context.h"

namespace ferrule {

struct CMakeWorkspaceOptions {
  std::string manifest_path;   // absolute; empty for the toolchain alone
  std::string host_directory;  // CMake's own build directory, absolute
  std::string session;
  std::string output;  // the script to write, absolute
};

Status write_cmake_workspace(const CommandContext& context, const CMakeWorkspaceOptions& options);

}  // namespace ferrule
