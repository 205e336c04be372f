// The edge graph: what build.ninja says, before it is text.
#pragma once

#include <string>
#include <vector>

#include "formats/action.h"
#include "graph/unit_times.h"

namespace ferrule {

/// One process that ninja may run. Paths are relative to the build directory where they lie in it.
struct Edge {
  /// What runs; its kind gives the edge its rule.
  Action action;
  /// Where the action and all that the launcher keeps of it stand, absolute, if that isn't the directory of the ninja
  /// that runs the edge. All paths of the edge are absolute then. Of a graph all edges have one, or none.
  std::string directory = {};
  /// In ninja's progress line: "serde v1.0.228".
  std::string description;
  std::vector<std::string> outputs;
  /// What other edges make. For what stands behind an alias the edge waits; the action says which libraries these
  /// are.
  std::vector<std::string> inputs;
  /// What other edges make that must be there before, and whose age doesn't matter.
  std::vector<std::string> order_only = {};
  /// What else the edge reads that no depfile names: the compiler.
  std::vector<std::string> tools = {};
  /// The package's directory, through a link in the build directory (source_links.h); empty where there are none.
  std::string sources = {};
  /// How long it is likely to take; 0 for unknown.
  Milliseconds time = 0;
  /// The time of the longest chain of edges from it on (edge_order.h).
  Milliseconds critical_time = 0;
};

/// A name for other files.
struct Alias {
  std::string name;
  std::vector<std::string> inputs;
};

struct EdgeGraph {
  /// In the order in which ninja should prefer them.
  std::vector<Edge> edges;
  std::vector<Alias> aliases;
  /// What `ninja` without arguments builds.
  std::vector<std::string> defaults;
};

}  // namespace ferrule
