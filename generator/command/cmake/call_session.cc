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

Status CallSession::write() {
  for (const auto& [key, edges] : edges_)
    if (Status written = edges.write(disk_); !written) return written;
  return {};
}

void CallSession::leave_out_told(std::vector<std::string>& files) {
  std::erase_if(files, [&](const std::string& file) { return !told_.insert(file).second; });
}

}  // namespace ferrule
