#include "record/cargo/package_targets.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"

namespace ferrule {

bool has_manifest(const WorkspacePackages& workspace, const std::string& path) {
  return join_path(workspace.root, "Cargo.toml") == path ||
         std::any_of(workspace.packages.begin(), workspace.packages.end(),
                     [&](const PackageTargets& package) { return package.manifest_path == path; });
}

std::vector<std::string> link_targets(const PackageTargets& package) {
  std::vector<std::string> targets = {"all"};
  if (!package.binaries.empty()) targets.push_back("bins");
  for (const std::string& name : package.binaries) targets.push_back("bin=" + name);
  if (!package.tests.empty()) targets.push_back("tests");
  if (package.has_benches) targets.push_back("benches");
  if (package.has_examples) targets.push_back("examples");
  return targets;
}

Result<PackageTargets> find_package_targets(const WorkspacePackages& workspace, const std::string& manifest_path,
                                            const std::string& name) {
  std::string names;
  for (const PackageTargets& package : workspace.packages) {
    bool is_wanted = name.empty() ? package.manifest_path == manifest_path : package.name == name;
    if (is_wanted) return package;
    names += (names.empty() ? "" : ", ") + package.name;
  }
  if (name.empty())
    return Error{"this manifest is a workspace without a root package", manifest_path,
                 fmt::format("choose one with CRATE: {}", names)};
  return Error{fmt::format("there is no crate `{}` in this workspace", name), manifest_path,
               fmt::format("it has: {}", names)};
}

}  // namespace ferrule
