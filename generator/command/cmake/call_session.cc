#include "command/cmake/call_session.h"

#include "command/cmake/ide.h"

namespace ferrule {

CallSession::CallSession(Disk& disk, const std::string& host_directory)
    : disk_(disk), ide_(disk, ide_directory_of(host_directory)) {}

SessionEdges& CallSession::edges(const std::string& build_directory, const std::string& session) {
  std::pair key(build_directory, session);
  auto found = edges_.find(key);
  if (found == edges_.end()) found = edges_.emplace(key, SessionEdges(disk_, build_directory, session)).first;
  return found->second;
}

Result<std::shared_ptr<const WorkspacePackages>> CallSession::find_workspace(Processes& processes,
                                                                             const CachedWorkspaceRequest& request) {
  const bool holds_for_others = !request.session.empty();
  if (holds_for_others)
    for (const auto& workspace : workspaces_)
      if (has_manifest(*workspace, request.metadata.manifest_path)) return workspace;
  Result<WorkspacePackages> found = find_cached_workspace(disk_, processes, request);
  if (!found) return found.error();
  auto workspace = std::make_shared<const WorkspacePackages>(std::move(*found));
  if (holds_for_others) workspaces_.push_back(workspace);
  return std::shared_ptr<const WorkspacePackages>(std::move(workspace));
}

Status CallSession::write() {
  for (const auto& [key, edges] : edges_)
    if (Status written = edges.write(disk_); !written) return written;
  return {};
}

void CallSession::leave_out_told(std::vector<std::string>& files) {
  std::erase_if(files, [&](const std::string& file) { return !told_.insert(file).second; });
}

}  // namespace ferrule
