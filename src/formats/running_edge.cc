#include "formats/running_edge.h"

#include <algorithm>
#include <cctype>

#include "base/strings.h"

namespace ferrule {

namespace {

std::string printable(std::string_view text) {
  std::string shown(text);
  std::replace_if(
      shown.begin(), shown.end(), [](unsigned char c) { return std::iscntrl(c) != 0; }, '?');
  return shown;
}

}  // namespace

std::string write_running_edge(const RunningEdge& edge) { return edge.verb + "\n" + edge.package + "\n" + edge.name; }

RunningEdge read_running_edge(std::string_view text) {
  const Halves verb = split_once(text, '\n');
  const Halves package = split_once(verb.second, '\n');
  return {printable(verb.first), printable(package.first), printable(package.second)};
}

}  // namespace ferrule
