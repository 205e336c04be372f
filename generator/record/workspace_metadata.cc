#include "record/workspace_metadata.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

constexpr std::string_view kPrefix = "metadata-";

/// An answer for one package is one for all of its workspace.
std::optional<std::string> find_kept(const Disk& disk, const WorkspaceMetadataRequest& request) {
  std::string mention = "\"manifest_path\":" + nlohmann::json(request.manifest_path).dump();
  std::string root = "\"workspace_root\":" + nlohmann::json(directory_of(request.manifest_path)).dump();
  for (const std::string& name : disk.list(request.memory)) {
    if (!name.starts_with(kPrefix)) continue;
    Result<std::string> text = disk.read(join_path(request.memory, name));
    if (!text) continue;
    Halves parts = split_once(*text, '\n');
    bool is_of_workspace = parts.second.find(mention) != std::string_view::npos ||
                           (file_name(request.manifest_path) == "Cargo.toml" &&
                            parts.second.find(root) != std::string_view::npos);
    if (parts.first == request.session && is_of_workspace) return std::string(parts.second);
  }
  return std::nullopt;
}

nlohmann::json only(const nlohmann::json& object, std::initializer_list<const char*> names) {
  nlohmann::json result = nlohmann::json::object();
  for (const char* name : names)
    if (auto found = object.find(name); found != object.end()) result[name] = *found;
  return result;
}

/// What anyone asks of it: with all else it is ten times as long, and each call reads it.
std::string without_the_rest(const std::string& text) {
  nlohmann::json all = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!all.is_object() || !all["packages"].is_array()) return text;
  nlohmann::json packages = nlohmann::json::array();
  for (const nlohmann::json& package : all["packages"]) {
    nlohmann::json targets = nlohmann::json::array();
    for (const nlohmann::json& target : package.value("targets", nlohmann::json::array()))
      targets.push_back(only(target, {"kind", "crate_types", "name", "src_path"}));
    packages.push_back(only(package, {"name", "manifest_path"}));
    packages.back()["targets"] = std::move(targets);
  }
  nlohmann::json kept = only(all, {"workspace_root"});
  kept["packages"] = std::move(packages);
  return kept.dump();
}

Result<std::string> ask(Processes& processes, const WorkspaceMetadataRequest& request) {
  ProcessRequest process{
      {"cargo", "metadata", "--no-deps", "--format-version", "1", "--manifest-path", request.manifest_path},
      directory_of(request.manifest_path),
      request.environment};
  Result<ProcessResult> result = processes.run(process);
  if (!result) return result.error();
  if (result->status == 0) return without_the_rest(result->output);
  std::string_view reason = trim(result->errors);
  consume_prefix(reason, "error: ");
  return Error{std::string(reason)};
}

}  // namespace

Result<std::string> read_workspace_metadata(Disk& disk, Processes& processes,
                                            const WorkspaceMetadataRequest& request) {
  if (request.session.empty()) return ask(processes, request);
  if (std::optional<std::string> kept = find_kept(disk, request)) return *kept;
  Result<std::string> answer = ask(processes, request);
  if (!answer) return answer;
  std::string path = join_path(request.memory, std::string(kPrefix) + hex(digest(request.manifest_path)));
  Result<bool> saved = disk.write(path, request.session + "\n" + *answer);
  if (!saved) return saved.error();
  return answer;
}

}  // namespace ferrule
