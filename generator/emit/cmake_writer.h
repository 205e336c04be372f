// The one file that prints CMake syntax: scripts that add_rust_crate() and add_rust_test() include, which define
// edges and say what comes of them.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "graph/edge_graph.h"
#include "plan/edges/host_link.h"

namespace ferrule {

/// What all scripts say.
struct CMakeScript {
  std::string directory;                       // the Ferrule build directory, absolute
  std::string package;                         // as its actions name it: the edges of it are marked OWN
  std::vector<std::string> native_libraries;   // what std itself needs
  std::vector<std::string> link_options;       // of an executable or a cdylib, for the compiler that links it
  std::vector<std::string> sources;            // for IDEs, absolute
  std::vector<std::string> configure_depends;  // absolute
  /// Empty, or the inputs for the launcher's `watch`, absolute; and what of them are names that patterns of CMake's
  /// can see come and go.
  std::string watch_list = {};
  std::vector<std::string> watched_names = {};
  std::vector<std::string> watched_directories = {};
  /// Outputs of build scripts that may make headers, relative.
  std::vector<std::string> header_scripts = {};
};

/// What a crate gives to a CMake target. Paths are relative to the build directory.
struct CMakeCrate {
  std::string type;       // "rlib", "bin", "staticlib", "cdylib", "proc-macro"
  std::string name;       // the target's name in Cargo, hyphens kept
  std::string reference;  // the file by which other crates depend on it
  std::string out_dir;    // of its package's build script, absolute; empty without one
  HostLink link;
};

/// A test executable, or an executable that tests start.
struct CMakeProgram {
  std::string kind;         // "lib", "bin" or "test", whose tests it has; "program" if it has none
  std::string name;         // Cargo's name of that target
  std::string file;         // where it must stand, relative to the build directory
  std::string action;       // how it is run: an action's id; empty for a "program"
  bool has_harness = true;  // knows --list
  HostLink link;
};

/// A package that add_rust_crate() may name.
struct CMakePackage {
  std::string manifest_path;
  std::string name;
  std::string version;
  std::string source;                      // the library's root, or the first binary's
  std::vector<std::string> library_types;  // Cargo's crate types; empty without a library
  std::vector<std::string> binaries;
};

struct CMakeWorkspace {
  std::string root;
  std::string rustc_version;
  std::string host_triple;
  std::vector<CMakePackage> packages;
};

Result<std::string> write_workspace_script(const CMakeWorkspace& workspace);

/// The texts of the scripts. Aliases of the graph are written out, for CMake has none.
Result<std::string> write_crate_script(const EdgeGraph& graph, const CMakeScript& script, const CMakeCrate& crate);
Result<std::string> write_test_script(const EdgeGraph& graph, const CMakeScript& script,
                                      const std::vector<CMakeProgram>& programs);

}  // namespace ferrule
