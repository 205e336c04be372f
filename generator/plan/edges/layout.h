// Where everything stands in the build directory. All paths are relative to it, except those of foreign units, which
// have a directory of their own.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "graph/crate_graph.h"

namespace ferrule {

/// In which form a rustc call reads libraries. Never in two.
enum class LibraryForm {
  hollow,  // meta/: to compile against
  full,    // rlib/: to link
  check,   // check/: to find errors with
};

class Layout {
 public:
  explicit Layout(const CrateGraph& graph);

  /// meta/lib<name>-<hash>_meta.rlib
  std::string hollow(const Unit& unit) const;
  /// The .rmeta of a unit that has one, beside its rlib, macro or dylib.
  std::string metadata(const Unit& unit) const;
  /// check/lib<name>-<hash>.rmeta
  std::string check(const Unit& unit) const;
  /// clippy/lib<name>-<hash>.rmeta
  std::string clippy(const Unit& unit) const;
  /// ferrule/documented/<name>-<hash>: is there if all pages of the crate are
  std::string documented(const Unit& unit) const;
  /// Where the unit's artifact of a crate type goes: rlib/…, proc_macro/…, bin/…, lib/…, tests/…, or, for what Cargo
  /// keeps in deps/, deps/….
  std::string artifact(const Unit& unit, std::string_view crate_type) const;
  /// obj/<name>-<hash>.o
  std::string object(const Unit& unit) const;
  /// obj/<name>-<hash>.roots.o
  std::string roots(const Unit& unit) const;
  /// obj/<name>-<hash>.exports
  std::string exports(const Unit& unit) const;
  /// unlinked/<name>-<hash>.a
  std::string unlinked(const Unit& unit) const;
  /// <profile>/build/<package>-<hash>/build-script.output
  std::string script_output(const Unit& run) const;

  /// Where an edge that a wrapper takes part in writes. A wrapper that shares what it has cached among checkouts must
  /// tell the build directory from the rest of a path, and knows it by Cargo's directories for units:
  /// <profile>/build/<package>/<16 digits>/out, or, for build scripts under an older Cargo,
  /// <profile>/build/<package>-<16 digits>.
  std::string scratch(const Unit& unit, std::string_view edge_id) const;

  /// The directories that a rustc call looks up its transitive dependencies in.
  std::vector<std::string> search_directories(const Unit& unit, LibraryForm form) const;

 private:
  void claim_uplifted(const Unit& unit);
  void claim_inner(const Unit& unit);
  std::string inner_path(const Unit& unit, std::string_view crate_type) const;
  std::string uplifted_path(const Unit& unit, const UpliftedArtifact& artifact) const;

  bool several_targets_ = false;
  bool has_dylibs_ = false;
  std::set<std::string> foreign_directories_;
  /// By unit id and artifact name: where it goes.
  std::map<std::pair<std::string, std::string>, std::string> uplifted_paths_;
  std::set<std::string> claimed_;
};

}  // namespace ferrule
