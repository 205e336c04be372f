#include "formats/edge_list.h"

#include <algorithm>
#include <charconv>

#include "base/fields.h"
#include "base/strings.h"

namespace ferrule {

namespace {

/// Takes "5200 " from the start of `text`.
bool read_number(std::string_view& text, std::int64_t& number) {
  Halves parts = split_once(text, ' ');
  text = parts.second;
  const char* end = parts.first.data() + parts.first.size();
  auto [stop, error] = std::from_chars(parts.first.data(), end, number);
  return parts.found && error == std::errc() && stop == end;
}

}  // namespace

std::string write_edge_list(const EdgeList& list) {
  FieldWriter writer;
  if (!list.session.empty()) writer.add("session", list.session);
  for (const ListedEdge& edge : list.edges) {
    writer.add("edge", std::to_string(edge.critical_time) + " " + std::to_string(edge.time) + " " + edge.id);
    if (!edge.digest.empty()) writer.add("digest", edge.digest);
  }
  return writer.text();
}

Result<EdgeList> parse_edge_list(std::string_view text, std::string_view origin) {
  Result<std::vector<Field>> fields = parse_fields(text, origin);
  if (!fields) return fields.error();
  EdgeList list;
  for (const Field& field : *fields) {
    bool understood = true;
    if (field.keyword == "session") {
      list.session = field.value;
    } else if (field.keyword == "edge") {
      ListedEdge edge;
      std::string_view rest = field.value;
      understood = read_number(rest, edge.critical_time) && read_number(rest, edge.time) && !rest.empty();
      edge.id = rest;
      list.edges.push_back(std::move(edge));
    } else if (field.keyword == "digest" && !list.edges.empty()) {
      list.edges.back().digest = field.value;
    } else {
      understood = false;
    }
    if (!understood)
      return Error{"cannot understand `" + field.keyword + " " + field.value + "`", std::string(origin), {}};
  }
  return list;
}

ListedEdge find_edge(std::string_view id, std::string_view text) {
  Result<EdgeList> list = parse_edge_list(text, kEdgeListFile);
  if (!list) return {};
  auto edge = std::ranges::find(list->edges, id, &ListedEdge::id);
  return edge == list->edges.end() ? ListedEdge() : std::move(*edge);
}

}  // namespace ferrule
