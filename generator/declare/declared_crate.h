// Crates without a manifest: what add_rust_crate(ROOT …) says, as the same crate graph that recording Cargo gives.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "graph/crate_graph.h"
#include "record/toolchain/toolchain.h"

namespace ferrule {

/// A crate as others can depend on it, whichever way it was made.
struct CrateReference {
  std::string target;  // the CMake target's name
  std::string crate_name;
  std::string extra_filename;  // of the files that it has in Ferrule's directories
  std::string crate_type;      // "rlib" or "proc-macro"
  std::string triple;
  /// The build directories, absolute, that its files and those of its dependencies are in; its own first.
  std::vector<std::string> directories;
  /// Its own rlib and those below it, absolute: what a rustc that links needs.
  std::vector<std::string> link_files;
  bool has_metadata_file = false;
};

std::string write_reference(const CrateReference& reference);
Result<CrateReference> parse_reference(std::string_view text, std::string_view origin);

/// What a crate depends on, and what its source calls that: `--extern name=…`.
struct DeclaredDependency {
  std::string name;
  CrateReference crate;
};

struct DeclaredCrate {
  std::string target;
  std::string build_directory;  // absolute
  std::string root;             // absolute
  std::string edition;          // "2021"
  std::string type;             // "rlib", "bin", "staticlib", "cdylib", "proc-macro"
  std::string triple;
  /// Options for rustc: the configuration's (opt-level, debuginfo) and the user's own flags.
  std::vector<std::string> options;
  std::vector<std::string> features;  // become `--cfg feature="…"`
  /// Those that are off, and that the source may ask for.
  std::vector<std::string> other_features;
  std::vector<EnvironmentVariable> environment;
  std::vector<DeclaredDependency> dependencies;
  std::string rustc_wrapper = {};  // what calls rustc, or empty
  bool is_test = false;
};

struct DeclaredGraph {
  CrateGraph graph;
  /// The declared one. Before it are its dependencies, marked foreign, and behind it the run of a test.
  UnitIndex crate;
};

/// Refuses what can't be linked: a dependency that is neither an rlib nor a proc macro was refused before it had a
/// reference.
DeclaredGraph declare_crate(const DeclaredCrate& crate, const Toolchain& toolchain);

/// The build directories of a reference to the declared crate.
std::vector<std::string> directories_of(const DeclaredCrate& crate);

}  // namespace ferrule
