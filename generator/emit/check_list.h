// The crates that `ferrule check` and `ferrule doc` speak of, kept in the build directory: what Cargo's JSON messages
// say of a target and its package.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "graph/crate_graph.h"

namespace ferrule {

/// Relative to the build directory.
inline constexpr std::string_view kCheckListFile = "ferrule/checks.json";
/// The same for documentation, where there is any.
inline constexpr std::string_view kDocumentationListFile = "ferrule/docs.json";

struct CheckedTarget {
  std::string edge;         // the id of the check or documentation edge
  std::string clippy_edge;  // empty if there is none
  std::string description;  // "`serde` (lib)", as Cargo's messages name it
  /// `package_id`, `manifest_path` and `target` of Cargo's message, as the text of a JSON object (The Cargo Book,
  /// "External tools", "JSON messages").
  std::string message;
  /// Of documentation that was asked for: its front page, relative to the build directory.
  std::string page = {};
  /// Where its edges stand, relative to the build directory; empty for the build directory itself.
  std::string directory = {};
};

/// Those of `graph` that have check edges.
std::vector<CheckedTarget> checked_targets(const CrateGraph& graph);
std::string write_check_list(const std::vector<CheckedTarget>& targets);
/// Those that have pages, and those that were checked for that and may say something. Those whose pages Cargo names
/// at the end come last, in its order.
std::string write_documentation_list(const CrateGraph& graph);
/// The inverse of both. `origin` is the file's name, for errors.
Result<std::vector<CheckedTarget>> parse_check_list(std::string_view text, std::string_view origin);

}  // namespace ferrule
