// What an IDE is told of each crate of a build.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "graph/crate_graph.h"
#include "system/disk.h"

namespace ferrule {

/// What a crate calls another one, and that one's key.
struct IdeDependency {
  std::string name;
  std::string key;
  bool operator==(const IdeDependency&) const = default;
};

/// A run of a build script: what it says, and where it writes; absolute.
struct IdeScript {
  std::string output;
  std::string out_dir;
  /// Which the paths in `output` are relative to.
  std::string build_directory;
  bool operator==(const IdeScript&) const = default;
};

struct IdeCrate {
  /// Names the crate in a whole project: the file that is made of it, absolute.
  std::string key;
  std::string display_name;
  std::string root_module;  // absolute
  std::string edition;
  std::string version;
  std::string triple;  // empty for the host
  std::vector<IdeDependency> dependencies = {};
  std::vector<std::string> cfgs = {};  // as `rustc --cfg` takes them
  std::map<std::string, std::string> environment = {};
  std::vector<std::string> include_directories = {};  // absolute
  /// Its sources may be edited: a package with a path.
  bool is_member = false;
  /// Of a procedural macro, absolute; else empty.
  std::string proc_macro_library = {};
  /// "app:bin:app": package, kind and name, for `--label`.
  std::string label = {};
  std::string build_file = {};   // Cargo.toml, absolute; empty without one
  std::string target_kind = {};  // "lib", "bin", "test", as rust-analyzer has them
  std::vector<IdeScript> scripts = {};
};

/// The crates of a build directory (absolute): one for each target that is compiled for a triple, with all features
/// that it is compiled with, for itself and for its tests. Build scripts that have run tell more.
std::vector<IdeCrate> ide_crates(const Disk& disk, const CrateGraph& graph, const std::string& build_directory);

/// The same without what build scripts tell, which is only named.
std::vector<IdeCrate> planned_ide_crates(const Disk& disk, const CrateGraph& graph,
                                         const std::string& build_directory);

/// Adds what the scripts have said that the crates name.
void add_script_outputs(const Disk& disk, std::vector<IdeCrate>& crates);

/// What build scripts have said, relative to the build directory: a file for each run of one.
std::vector<std::string> script_outputs(const CrateGraph& graph);

/// What must be built so that an IDE can expand macros and read generated sources, relative to the build directory.
std::vector<std::string> files_for_ide(const CrateGraph& graph);

/// "app:bin:app" of a compiled unit.
std::string label_of(const Unit& unit);

}  // namespace ferrule
