// The one file that prints CMake syntax: a script that add_rust_crate()
// includes, which defines the crate's edges and says what came of it.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "plan/edge_graph.h"

namespace ferrule {

/// What a crate gives to a CMake target.
struct CMakeCrate {
  std::string type;                     // "rlib", "bin", "staticlib", "cdylib", "proc-macro"
  std::string name;                     // the target's name in Cargo, hyphens kept
  std::string package;                  // as its actions name it: the edges of it are marked OWN
  std::string file;                     // rlib, object, archive: relative to the build directory
  std::string metadata;                 // of an rlib: what other crates compile against
  std::vector<std::string> link_files;  // rlibs that must follow it in a link, dependents first
  std::string runtime;                  // the archive of std that all Rust code in a program shares
  std::string link_arguments;           // response file with the native libraries of build scripts
  std::vector<std::string> native_libraries;   // what std itself needs
  std::string reference;                       // the file by which other crates depend on it
  std::vector<std::string> sources;            // for IDEs, absolute
  std::vector<std::string> configure_depends;  // absolute
};

/// The text of the script. `directory` is the Ferrule build directory,
/// absolute. Aliases of the graph are written out, for CMake has none.
Result<std::string> write_cmake(const EdgeGraph& graph, const CMakeCrate& crate, const std::string& directory);

/// The files that an alias (or a plain path) stands for.
std::vector<std::string> files_behind(const EdgeGraph& graph, const std::vector<std::string>& names);

}  // namespace ferrule
