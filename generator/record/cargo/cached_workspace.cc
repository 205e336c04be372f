#include "record/cargo/cached_workspace.h"

#include <algorithm>
#include <optional>

#include "base/field_table.h"
#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

constexpr std::string_view kPrefix = "workspace-";

FieldTable<PackageTargets> package_table() {
  return FieldTable<PackageTargets>()
      .text("package", &PackageTargets::name)
      .text("version", &PackageTargets::version)
      .text("manifest-path", &PackageTargets::manifest_path)
      .text("source", &PackageTargets::source)
      .list("library-type", &PackageTargets::library_types)
      .list("binary", &PackageTargets::binaries)
      .list("test", &PackageTargets::tests)
      .flag("benches", &PackageTargets::has_benches, false)
      .flag("examples", &PackageTargets::has_examples, false)
      .list("untested", &PackageTargets::untested);
}

/// One record for the workspace, and one for each package.
std::string write_workspace(const WorkspacePackages& workspace, const std::string& session) {
  const FieldTable<PackageTargets> packages = package_table();
  FieldWriter writer;
  writer.add("session", session);
  writer.add("root", workspace.root);
  for (const PackageTargets& package : workspace.packages) {
    writer.end_record();
    packages.write(writer, package);
  }
  return writer.text();
}

/// Nothing if it is of another session, or another version of Ferrule wrote it.
std::optional<WorkspacePackages> parse_workspace(std::string_view text, const std::string& session) {
  FieldWriter start;
  start.add("session", session);
  if (!text.starts_with(start.text())) return std::nullopt;
  Result<std::vector<std::vector<Field>>> records = parse_records(text, "workspace");
  if (!records || records->front().size() != 2) return std::nullopt;
  WorkspacePackages workspace{records->front()[1].value, {}};
  const FieldTable<PackageTargets> packages = package_table();
  for (std::size_t i = 1; i < records->size(); ++i) {
    Result<PackageTargets> package = packages.read((*records)[i], "workspace");
    if (!package) return std::nullopt;
    workspace.packages.push_back(std::move(*package));
  }
  return workspace;
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
