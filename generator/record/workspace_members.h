// Where new members of a workspace may turn up.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ferrule {

/// For each pattern in `[workspace] members` of a manifest's text
/// (`crates/*`), the directory that it searches, relative to the workspace.
std::vector<std::string> member_glob_directories(std::string_view manifest);

}  // namespace ferrule
