#include "record/workspace_members.h"

#include "base/files.h"
#include "record/toml.h"

namespace ferrule {

std::vector<std::string> member_glob_directories(std::string_view manifest) {
  std::vector<std::string> directories;
  toml::parse_result parsed = toml::parse(manifest);
  if (!parsed) return directories;
  const toml::array* members = parsed.table()["workspace"]["members"].as_array();
  if (members == nullptr) return directories;
  for (const toml::node& member : *members) {
    std::string pattern = member.value_or(std::string());
    std::size_t wildcard = pattern.find_first_of("*?[");
    if (wildcard != std::string::npos) directories.push_back(directory_of(pattern.substr(0, wildcard) + "x"));
  }
  return directories;
}

}  // namespace ferrule
