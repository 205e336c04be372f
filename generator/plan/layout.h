// Where everything stands in the build directory. All paths are relative to
// it, but for those of foreign units, which have a directory of their own.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "graph/crate_graph.h"

namespace ferrule {

class Layout {
 public:
  explicit Layout(const CrateGraph& graph);

  /// meta/lib<name>-<hash>_meta.rlib
  std::string hollow(const Unit& unit) const;
  /// Where the unit's artifact of a crate type goes: rlib/…, proc_macro/…,
  /// bin/…, lib/…, tests/…, or, for what Cargo keeps in deps/, deps/….
  std::string artifact(const Unit& unit, std::string_view crate_type) const;
  /// obj/<name>-<hash>.o
  std::string object(const Unit& unit) const;
  /// <profile>/build/<package>-<hash>/build-script.output
  std::string script_output(const Unit& run) const;

  /// The directories that a compile looks up its transitive dependencies in;
  /// `links` tells whether full rlibs are wanted.
  std::vector<std::string> search_directories(const Unit& unit, bool links) const;

 private:
  void claim_finals(const Unit& unit);
  std::string final_path(const Unit& unit, const FinalArtifact& final) const;

  bool several_targets_ = false;
  bool has_dylibs_ = false;
  std::set<std::string> foreign_directories_;
  /// By unit id and artifact name: where it goes.
  std::map<std::pair<std::string, std::string>, std::string> final_paths_;
  std::set<std::string> claimed_;
};

}  // namespace ferrule
