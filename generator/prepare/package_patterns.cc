#include "prepare/package_patterns.h"

#include <set>
#include <string_view>
#include <vector>

#include "base/paths.h"
#include "record/cargo/toml.h"
#include "rust/package_patterns.h"

namespace ferrule {

namespace {

/// A list that the launcher makes nothing of: then every file counts.
const std::vector<std::string> kUnknown = {"[]"};

toml::table read_table(const Disk& disk, const std::string& manifest) {
  Result<std::string> text = disk.read(manifest);
  if (!text) return {};
  toml::parse_result parsed = toml::parse(*text);
  return parsed ? std::move(parsed).table() : toml::table();
}

/// `[workspace.package]` of the workspace that a package belongs to.
toml::table inherited(const Disk& disk, const toml::table& manifest, const std::string& root) {
  std::string at = root;
  if (auto said = manifest["package"]["workspace"].value<std::string>()) at = normalize_path(join_path(root, *said));
  for (;; at = directory_of(at)) {
    toml::table table = read_table(disk, join_path(at, "Cargo.toml"));
    if (table.contains("workspace")) {
      const toml::table* package = table["workspace"]["package"].as_table();
      return package == nullptr ? toml::table() : *package;
    }
    if (at == "/" || at == ".") return {};
  }
}

std::vector<std::string> strings_of(const toml::node* node) {
  std::vector<std::string> strings;
  const toml::array* list = node == nullptr ? nullptr : node->as_array();
  if (list == nullptr) return node == nullptr ? strings : kUnknown;
  for (const toml::node& each : *list) strings.push_back(each.value_or(std::string()));
  return strings;
}

PackagePatterns patterns_of(const Disk& disk, const std::string& root) {
  toml::table manifest = read_table(disk, join_path(root, "Cargo.toml"));
  auto find = [&](const char* key) {
    const toml::node* own = manifest["package"][key].node();
    if (own == nullptr || !own->is_table()) return strings_of(own);
    toml::table above = inherited(disk, manifest, root);
    return above.contains(key) ? strings_of(above.get(key)) : kUnknown;
  };
  return {find("include"), find("exclude")};
}

}  // namespace

Status keep_package_patterns(Disk& disk, const std::string& build_directory, const CrateGraph& graph) {
  std::set<std::string> roots;
  for (const Unit& unit : graph.units)
    if ((unit.kind == UnitKind::build_script_run || unit.kind == UnitKind::documentation) && unit.package.is_path)
      roots.insert(unit.package.root);
  for (const std::string& root : roots) {
    const std::string file = join_path(build_directory, package_patterns_file(root));
    PackagePatterns patterns = patterns_of(disk, root);
    if (patterns == PackagePatterns{}) {
      if (Status removed = disk.remove(file); !removed) return removed;
      continue;
    }
    if (Status made = disk.make_directories(directory_of(file)); !made) return made;
    Result<bool> written = disk.write(file, write_package_patterns(patterns));
    if (!written) return written.error();
  }
  return {};
}

}  // namespace ferrule
