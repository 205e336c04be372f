// What `cargo nextest` is told of tests that Ferrule has built: the file for its --binaries-metadata.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "graph/crate_graph.h"
#include "record/toolchain/toolchain.h"
#include "system/disk.h"

namespace ferrule {

// Where the files for nextest stand in the build directory. They have the names that nextest's archives give them.
inline constexpr const char* kNextestBinaries = "nextest/binaries-metadata.json";
inline constexpr const char* kNextestPackages = "nextest/cargo-metadata.json";

struct NextestBuild {
  const CrateGraph& graph;
  std::string build_directory;  // absolute
  const Toolchain& toolchain;
  /// The runs of the test programs that nextest may start (UnitKind::test_run).
  std::vector<const Unit*> runs;
};

/// The file's text. What build scripts have said is read from the build directory: before a script has run, its
/// variables and library directories are missing. An error where the tests are for a target that the format can't
/// express.
/// Source: `cargo nextest list --list-type binaries-only --message-format json`, whose format nextest keeps.
Result<std::string> write_binaries_metadata(const Disk& disk, const NextestBuild& build);

}  // namespace ferrule
