// Crate graphs in a few words: units as Cargo would have them, with only as much of a command line as planning looks
// at.
#pragma once

#include <string>
#include <vector>

#include "graph/crate_graph.h"

namespace ferrule {

/// Each crate has a package of its own name, version 1.0.0, and its unit's place, counted from 1, as its hash: the
/// first library "util" is "util-1".
class GraphBuilder {
 public:
  using Units = std::vector<UnitIndex>;

  UnitIndex library(const std::string& name, const Units& dependencies = {});
  UnitIndex proc_macro(const std::string& name, const Units& dependencies = {});
  UnitIndex binary(const std::string& name, const Units& dependencies = {});
  /// A crate of any types: {"cdylib", "rlib"}.
  UnitIndex crate(const std::string& name, const std::vector<std::string>& types, const Units& dependencies = {});
  /// A crate built with --test.
  UnitIndex test(const std::string& name, const Units& dependencies = {});
  UnitIndex test_run(UnitIndex program);
  /// Makes the test a benchmark.
  UnitIndex bench_run(UnitIndex program);
  UnitIndex doc_test(UnitIndex library);
  /// The metadata of a library that its dependents are documented with; and the documentation of a crate.
  UnitIndex check(const std::string& name, const Units& dependencies = {});
  UnitIndex documentation(const std::string& name, const Units& dependencies = {});
  /// The build script of a package and its run, which is returned.
  UnitIndex build_script(const std::string& package, const Units& dependencies = {});
  /// `unit` belongs to the package of the build script that `run` runs.
  void use_script(UnitIndex unit, UnitIndex run);
  /// Builds the unit for a --target.
  void set_triple(UnitIndex unit, const std::string& triple);

  Unit& operator[](UnitIndex index) { return graph_.units[index]; }
  const CrateGraph& graph() const { return graph_; }

 private:
  UnitIndex add(Unit unit);
  Unit new_crate(const std::string& package, const std::string& name, const Units& dependencies);

  CrateGraph graph_;
};

}  // namespace ferrule
