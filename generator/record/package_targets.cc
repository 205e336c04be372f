#include "record/package_targets.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace ferrule {

namespace {

PackageTargets read_package(const nlohmann::json& package) {
  PackageTargets found;
  found.name = package.value("name", "");
  found.manifest_path = package.value("manifest_path", "");
  for (const nlohmann::json& target : package.value("targets", nlohmann::json::array())) {
    std::string kind = target["kind"].empty() ? "" : target["kind"][0].get<std::string>();
    std::string source = target.value("src_path", "");
    if (kind == "bin") {
      found.binaries.push_back(target.value("name", ""));
      if (found.source.empty()) found.source = source;
    } else if (kind == "test") {
      found.tests.push_back(target.value("name", ""));
    } else if (kind != "example" && kind != "bench" && kind != "custom-build") {
      found.library_types = target["crate_types"].get<std::vector<std::string>>();
      found.source = source;
    }
  }
  return found;
}

}  // namespace

Result<WorkspacePackages> parse_workspace(const std::string& text) {
  nlohmann::json metadata = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!metadata.is_object()) return Error{"`cargo metadata` printed something else than JSON"};
  WorkspacePackages workspace{metadata.value("workspace_root", ""), {}};
  for (const nlohmann::json& package : metadata["packages"]) workspace.packages.push_back(read_package(package));
  return workspace;
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
    return Error{"this manifest is a workspace without a package of its own", manifest_path,
                 fmt::format("choose one with CRATE: {}", names)};
  return Error{fmt::format("there is no crate `{}` in this workspace", name), manifest_path,
               fmt::format("it has: {}", names)};
}

}  // namespace ferrule
