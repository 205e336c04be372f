// Links in the build directory through which compilers reach sources, for engines that send edges to other machines:
// these know files below the build directory only, and paths that are the same in every checkout.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/crate_graph.h"

namespace ferrule {

/// Where the links stand, relative to the build directory.
inline constexpr std::string_view kSourceLinksDirectory = "ferrule/sources";

struct SourceLink {
  /// What it leads to, absolute.
  std::string directory;
  /// Relative to the build directory.
  std::string link;
  /// What stands for the directory in what is compiled: "serde-1.0.228"; empty for the workspace, whose files Cargo
  /// names from its root on as well.
  std::string name;
};

class SourceLinks {
 public:
  /// No links: sources are reached where they are.
  SourceLinks() = default;
  /// One for the workspace (its root, absolute), and one for each package outside of it.
  SourceLinks(const CrateGraph& graph, const std::string& workspace);

  /// The one that leads to the package; null without links.
  const SourceLink* find(const Package& package) const;
  const std::vector<SourceLink>& all() const { return links_; }

 private:
  std::vector<SourceLink> links_;
};

/// `path` by way of the link that leads to it or to a directory above: relative to the build directory.
std::string reach_through(const SourceLink& link, std::string_view path);

}  // namespace ferrule
