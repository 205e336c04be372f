#include "record/cargo/cached_workspace.h"

#include <algorithm>
#include <optional>

#include "base/fields.h"
#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

constexpr std::string_view kPrefix = "workspace-";

/// One record for the workspace, and one for each package.
std::string write_workspace(const WorkspacePackages& workspace, const std::string& session) {
  FieldWriter writer;
  writer.add("session", session);
  writer.add("root", workspace.root);
  for (const PackageTargets& package : workspace.packages) {
    writer.end_record();
    writer.add("package", package.name);
    writer.add("version", package.version);
    writer.add("manifest-path", package.manifest_path);
    writer.add("source", package.source);
    for (const std::string& type : package.library_types) writer.add("library-type", type);
    for (const std::string& name : package.binaries) writer.add("binary", name);
    for (const std::string& name : package.tests) writer.add("test", name);
    if (package.has_benches) writer.add("benches", "yes");
    if (package.has_examples) writer.add("examples", "yes");
  }
  return writer.text();
}

PackageTargets read_package(const std::vector<Field>& record) {
  PackageTargets package;
  for (const Field& field : record) {
    if (field.keyword == "package") package.name = field.value;
    if (field.keyword == "version") package.version = field.value;
    if (field.keyword == "manifest-path") package.manifest_path = field.value;
    if (field.keyword == "source") package.source = field.value;
    if (field.keyword == "library-type") package.library_types.push_back(field.value);
    if (field.keyword == "binary") package.binaries.push_back(field.value);
    if (field.keyword == "test") package.tests.push_back(field.value);
    if (field.keyword == "benches") package.has_benches = true;
    if (field.keyword == "examples") package.has_examples = true;
  }
  return package;
}

/// Nothing if it is of another session, or another version of Ferrule wrote it.
std::optional<WorkspacePackages> parse_workspace(std::string_view text, const std::string& session) {
  FieldWriter start;
  start.add("session", session);
  if (!text.starts_with(start.text())) return std::nullopt;
  Result<std::vector<std::vector<Field>>> records = parse_records(text, "workspace");
  if (!records || records->front().size() != 2) return std::nullopt;
  WorkspacePackages workspace{records->front()[1].value, {}};
  for (std::size_t i = 1; i < records->size(); ++i) workspace.packages.push_back(read_package((*records)[i]));
  return workspace;
}

bool has_manifest(const WorkspacePackages& workspace, const std::string& path) {
  return join_path(workspace.root, "Cargo.toml") == path ||
         std::any_of(workspace.packages.begin(), workspace.packages.end(),
                     [&](const PackageTargets& package) { return package.manifest_path == path; });
}

std::optional<WorkspacePackages> find_kept(const Disk& disk, const CachedWorkspaceRequest& request) {
  for (const std::string& name : disk.list(request.memory)) {
    if (!name.starts_with(kPrefix)) continue;
    Result<std::string> text = disk.read(join_path(request.memory, name));
    if (!text) continue;
    std::optional<WorkspacePackages> workspace = parse_workspace(*text, request.session);
    if (workspace && has_manifest(*workspace, request.metadata.manifest_path)) return workspace;
  }
  return std::nullopt;
}

}  // namespace

Result<WorkspacePackages> find_cached_workspace(Disk& disk, Processes& processes,
                                                const CachedWorkspaceRequest& request) {
  if (request.session.empty()) return read_workspace_metadata(processes, request.metadata);
  if (std::optional<WorkspacePackages> kept = find_kept(disk, request)) return std::move(*kept);
  Result<WorkspacePackages> answer = read_workspace_metadata(processes, request.metadata);
  if (!answer) return answer;
  std::string name = std::string(kPrefix) + hex(digest(request.metadata.manifest_path));
  Result<bool> saved = disk.write(join_path(request.memory, name), write_workspace(*answer, request.session));
  if (!saved) return saved.error();
  return answer;
}

}  // namespace ferrule
