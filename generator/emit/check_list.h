// The crates that `ferrule check` speaks of, kept in the build directory: what Cargo's JSON messages say of a target
// and its package.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "graph/crate_graph.h"

namespace ferrule {

/// Relative to the build directory.
inline constexpr std::string_view kCheckListFile = "ferrule/checks.json";

struct CheckedTarget {
  std::string edge;         // the check edge's id
  std::string clippy_edge;  // empty if there is none
  std::string description;  // "`serde` (lib)", as Cargo's messages name it
  /// `package_id`, `manifest_path` and `target` of Cargo's message, as the text of a JSON object (The Cargo Book,
  /// "External tools", "JSON messages").
  std::string message;
};

/// Those of `graph` that have check edges.
std::string write_check_list(const CrateGraph& graph);
/// The inverse. `origin` is the file's name, for errors.
Result<std::vector<CheckedTarget>> parse_check_list(std::string_view text, std::string_view origin);

}  // namespace ferrule
