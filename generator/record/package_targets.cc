#include "record/package_targets.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace ferrule {

namespace {

PackageTargets read_package(const nlohmann::json& package) {
  PackageTargets found;
  found.name = package.value("name", "");
  found.manifest_path = package.value("manifest_path", "");
  for (const nlohmann::json& target : package["targets"]) {
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

Result<PackageTargets> find_package_targets(const std::string& workspace, const std::string& manifest_path,
                                            const std::string& name) {
  nlohmann::json metadata = nlohmann::json::parse(workspace, nullptr, /*allow_exceptions=*/false);
  if (!metadata.is_object()) return Error{"`cargo metadata` printed something else than JSON", manifest_path};
  std::string names;
  for (const nlohmann::json& package : metadata["packages"]) {
    std::string own = package.value("name", "");
    bool is_wanted = name.empty() ? package.value("manifest_path", "") == manifest_path : own == name;
    if (is_wanted) return read_package(package);
    names += (names.empty() ? "" : ", ") + own;
  }
  if (name.empty())
    return Error{"this manifest is a workspace without a package of its own", manifest_path,
                 fmt::format("choose one with CRATE: {}", names)};
  return Error{fmt::format("there is no crate `{}` in this workspace", name), manifest_path,
               fmt::format("it has: {}", names)};
}

}  // namespace ferrule
