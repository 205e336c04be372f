#include "graph/source_links.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

bool leads_to(const SourceLink& link, std::string_view path) {
  return consume_prefix(path, link.directory) && (path.empty() || path.starts_with('/'));
}

}  // namespace

SourceLinks::SourceLinks(const CrateGraph& graph, const std::string& workspace) {
  links_.push_back({workspace, join_path(kSourceLinksDirectory, "workspace"), ""});
  // By their ids, which are the same everywhere: two packages may have one name and version.
  std::map<std::string, const Package*> packages;
  for (const Unit& unit : graph.units)
    if (!leads_to(links_.front(), unit.package.root)) packages.emplace(unit.package.id, &unit.package);
  std::set<std::string> names = {"workspace"};
  for (const auto& [id, package] : packages) {
    const std::string plain = package->name + "-" + package->version;
    std::string name = plain;
    for (int number = 2; !names.insert(name).second; ++number) name = plain + "." + std::to_string(number);
    links_.push_back({package->root, join_path(kSourceLinksDirectory, name), name});
  }
}

const SourceLink* SourceLinks::find(const Package& package) const {
  auto link =
      std::find_if(links_.begin(), links_.end(), [&](const SourceLink& one) { return leads_to(one, package.root); });
  return link == links_.end() ? nullptr : &*link;
}

std::string reach_through(const SourceLink& link, std::string_view path) {
  consume_prefix(path, link.directory);
  return link.link + std::string(path);
}

}  // namespace ferrule
