// Where `ferrule check` checks the crates of a CMake project.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "command/cmake/ide.h"
#include "command/options/generate_options.h"
#include "system/context.h"

namespace ferrule {

struct CMakeCheck {
  std::string directory;                      // that of the checks, absolute
  std::string ninja;                          // absolute
  Environment environment;                    // that of the project's builds
  CMakeRustProjectOptions project_file = {};  // whose output is empty where none is wanted
};

/// The build directory of a CMake project with Rust crates that `given`, -C's value, names or, without that, that we
/// stand in; absolute. Nothing where it is something else.
std::optional<std::string> find_cmake_directory(const CommandContext& context, const std::string& given);

/// After a check: writes rust-project.json again if build scripts have said other things since, or were not run
/// before.
Status refresh_cmake_project_file(const CommandContext& context, const CMakeCheck& check);

/// Makes the directory of checks where there is none; ninja keeps it up to date. `options` are those of the command:
/// which targets, features and profile there are, the project says.
Result<CMakeCheck> prepare_cmake_check(const CommandContext& context, const std::string& cmake_directory,
                                       const GenerateOptions& options);

}  // namespace ferrule
