// Cargo's build of a project beside Ferrule's.
#pragma once

#include <string>
#include <vector>

#include "harness/project.h"

namespace ferrule::test {

/// A file that both have made.
struct TwinFile {
  std::string cargos;    // relative to Cargo's target directory: "debug/app"
  std::string ferrules;  // relative to Ferrule's build directory: "bin/app"
};

/// Builds the project with Ferrule and then with Cargo, in a directory of the same path (so that embedded paths
/// agree) and without incremental compilation (which gives other object files each time), and expects every
/// executable, cdylib, dylib and staticlib to have the same bytes. `cargo_flags` are for both, `ferrule_flags` for
/// Ferrule alone. Afterwards the project has Ferrule's build directory in its place, and Cargo's beside it. Gives
/// what was compared.
std::vector<TwinFile> expect_same_as_cargo(Project& project, const Words& cargo_flags = {},
                                           const Words& ferrule_flags = {});

/// Where expect_same_as_cargo() leaves what Cargo built.
inline constexpr std::string_view kCargoBuild = "build.cargo";

/// The half of it that builds nothing: compares what is there.
std::vector<TwinFile> expect_same_files(const std::string& cargo_target, const std::string& ferrule_build);

}  // namespace ferrule::test
