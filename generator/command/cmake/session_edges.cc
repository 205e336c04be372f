#include "command/cmake/session_edges.h"

#include "action/fields.h"
#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

SessionEdges::SessionEdges(const Disk& disk, const std::string& build_directory, const std::string& session)
    : build_directory_(build_directory), session_(session) {
  if (session_.empty()) return;
  Result<std::string> text = disk.read(file());
  if (!text) return;
  Result<std::vector<Field>> fields = parse_fields(*text, file());
  if (!fields || fields->empty() || fields->front().value != session_) return;
  for (const Field& field : *fields) {
    Halves parts = split_once(field.value, ' ');
    if (field.keyword == "edge") digests_.emplace(parts.second, parts.first);
  }
}

void SessionEdges::leave_out_known(EdgeGraph& edges, const std::string& package) {
  if (session_.empty()) return;
  std::erase_if(edges.edges, [&](const Edge& edge) {
    std::string now = hex(digest(write_action(edge.action, build_directory_)));
    auto [known, is_new] = digests_.try_emplace(edge.action.id, now);
    return !is_new && known->second == now && edge.action.package != package;
  });
}

Status SessionEdges::write(Disk& disk) const {
  if (session_.empty()) return {};
  FieldWriter writer;
  writer.add("session", session_);
  for (const auto& [id, digest] : digests_) writer.add("edge", digest + " " + id);
  Result<bool> written = disk.write(file(), writer.text());
  if (!written) return written.error();
  return {};
}

std::string SessionEdges::file() const { return join_path(build_directory_, "ferrule/session-edges"); }

}  // namespace ferrule
