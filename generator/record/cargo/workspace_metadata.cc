#include "record/cargo/workspace_metadata.h"

#include <nlohmann/json.hpp>

#include "base/strings.h"

namespace ferrule {

namespace {

PackageTargets read_package(const nlohmann::json& package) {
  PackageTargets found;
  found.name = package.value("name", "");
  found.version = package.value("version", "");
  found.manifest_path = package.value("manifest_path", "");
  for (const nlohmann::json& target : package.value("targets", nlohmann::json::array())) {
    std::string kind = target["kind"].empty() ? "" : target["kind"][0].get<std::string>();
    std::string source = target.value("src_path", "");
    if (kind == "bin") {
      found.binaries.push_back(target.value("name", ""));
      if (found.source.empty()) found.source = source;
    } else if (kind == "test") {
      found.tests.push_back(target.value("name", ""));
    } else if (kind == "bench") {
      found.has_benches = true;
    } else if (kind == "example") {
      found.has_examples = true;
    } else if (kind != "custom-build") {
      found.library_types = target["crate_types"].get<std::vector<std::string>>();
      found.source = source;
      kind = "lib";
    }
    if (kind != "custom-build" && !target.value("test", true))
      found.untested.push_back(kind + " " + target.value("name", ""));
  }
  return found;
}

Result<WorkspacePackages> parse_workspace(const std::string& text) {
  nlohmann::json metadata = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!metadata.is_object()) return Error{"`cargo metadata` printed something that is not JSON"};
  WorkspacePackages workspace{metadata.value("workspace_root", ""), {}};
  for (const nlohmann::json& package : metadata["packages"]) workspace.packages.push_back(read_package(package));
  return workspace;
}

}  // namespace

Result<std::string> ask_for_metadata(Processes& processes, const WorkspaceMetadataRequest& request) {
  ProcessRequest process{
      {request.cargo, "metadata", "--format-version", "1"}, request.directory, request.environment};
  if (!request.manifest_path.empty())
    process.arguments.insert(process.arguments.end(), {"--manifest-path", request.manifest_path});
  process.arguments.insert(process.arguments.end(), request.arguments.begin(), request.arguments.end());
  Result<ProcessResult> result = processes.run(process);
  if (!result) return result.error();
  if (result->status == 0) return std::move(result->output);
  std::string_view reason = trim(result->errors);
  consume_prefix(reason, "error: ");
  return Error{std::string(reason)};
}

Result<WorkspacePackages> read_workspace_metadata(Processes& processes, const WorkspaceMetadataRequest& request) {
  WorkspaceMetadataRequest members = request;
  members.arguments.insert(members.arguments.begin(), "--no-deps");
  Result<std::string> metadata = ask_for_metadata(processes, members);
  if (!metadata) return metadata.error();
  return parse_workspace(*metadata);
}

}  // namespace ferrule
