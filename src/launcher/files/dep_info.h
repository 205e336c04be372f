// rustc's dep-info: which files and variables a compilation has read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ferrule {

struct DepInfo {
  /// As rustc wrote them: some relative to its working directory.
  std::vector<std::string> files;
  /// The names of the variables that the crate's source asks for (`env!`).
  std::vector<std::string> variables;
};

/// Parses dep-info whose targets lie in `output_directory`. That has to be known, for rustc escapes nothing in their
/// names.
DepInfo parse_dep_info(std::string_view text, std::string_view output_directory);

}  // namespace ferrule
