#include "command/cmake/session_edges.h"

#include <algorithm>

#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

SessionEdges::SessionEdges(const Disk& disk, const std::string& build_directory, const std::string& session)
    : build_directory_(build_directory), session_(session) {
  if (session_.empty()) return;
  Result<std::string> text = disk.read(file());
  if (!text) return;
  Result<EdgeList> list = parse_edge_list(*text, file());
  if (!list || list->session != session_) return;
  for (ListedEdge& edge : list->edges) known_.emplace(edge.id, edge);
}

void SessionEdges::leave_out_known(EdgeGraph& edges, const std::string& package) {
  if (session_.empty()) return;
  std::erase_if(edges.edges, [&](const Edge& edge) {
    std::string now = hex(digest(write_action(edge.action, build_directory_)));
    auto [found, is_new] =
        known_.try_emplace(edge.action.id, ListedEdge{edge.action.id, edge.critical_time, edge.time, now});
    ListedEdge& known = found->second;
    // Each call sees a part of the build.
    known.critical_time = std::max(known.critical_time, edge.critical_time);
    return !is_new && known.digest == now && edge.action.package != package;
  });
}

Status SessionEdges::write(Disk& disk) const {
  if (session_.empty()) return {};
  EdgeList list{session_, {}};
  for (const auto& [id, edge] : known_) list.edges.push_back(edge);
  Result<bool> written = disk.write(file(), write_edge_list(list));
  if (!written) return written.error();
  return {};
}

std::string SessionEdges::file() const { return join_path(build_directory_, kEdgeListFile); }

}  // namespace ferrule
