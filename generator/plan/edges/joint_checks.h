// The check edges of several plans as those of one ninja: each plan has a build directory of its own, or shares one
// with others, and what stands in several of them is checked once.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "graph/edge_graph.h"

namespace ferrule {

/// A plan with check edges among others.
struct PlannedChecks {
  std::string directory;  // its build directory, absolute
  EdgeGraph edges;
  /// The ids of the check edges that are asked for.
  std::vector<std::string> wanted;
};

class JointChecks {
 public:
  /// An edge that an earlier plan has in the same directory is the same.
  void add(const PlannedChecks& plan);

  /// The check edges that were asked for, those of the crates below them, the clippy edges of all of these, and what
  /// they need besides: procedural macros and the runs of build scripts. Paths are absolute. The aliases are `check`
  /// and `clippy`.
  EdgeGraph edges() const;

 private:
  using Key = std::pair<std::string, std::string>;  // directory and id

  std::vector<Edge> edges_;
  std::map<Key, std::size_t> places_;
  std::vector<std::size_t> wanted_;
};

}  // namespace ferrule
