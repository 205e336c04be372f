// What is known of the edges of a build directory beside their actions. A file of its own: an edge is not out of date
// because its critical time has changed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ferrule {

/// Where it stands, relative to the build directory.
inline constexpr std::string_view kEdgeListFile = "ferrule/edges";

struct ListedEdge {
  std::string id;  // of its action
  /// How long the longest chain of edges from it on is likely to take, in milliseconds: of two edges that could run,
  /// the higher one is more urgent.
  std::int64_t critical_time = 0;
  std::int64_t time = 0;  // its own part of that
  /// CMake: of its action, as the last run of CMake has written it.
  std::string digest;
};

struct EdgeList {
  /// CMake: the run that wrote it; otherwise empty.
  std::string session;
  std::vector<ListedEdge> edges;
};

/// A field file.
std::string write_edge_list(const EdgeList& list);
Result<EdgeList> parse_edge_list(std::string_view text, std::string_view origin);

/// The edge `id` by the text of such a file; with zeros where that says nothing of it.
ListedEdge find_edge(std::string_view id, std::string_view text);

}  // namespace ferrule
