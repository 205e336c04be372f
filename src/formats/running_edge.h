// What a launcher tells `ferrule build` of its edge (base/progress_address.h): three lines.
#pragma once

#include <string>
#include <string_view>

namespace ferrule {

struct RunningEdge {
  /// Cargo's word for what is done with the package, "Compiling"; empty where Cargo says nothing.
  std::string verb;
  /// As Cargo names it: "app v0.1.0 (/home/me/app)".
  std::string package;
  /// On the bar: "app(bin)".
  std::string name;
};

std::string write_running_edge(const RunningEdge& edge);

/// Any process of the user may have written `text`: what could move a terminal's cursor becomes '?', and what is
/// missing stays empty.
RunningEdge read_running_edge(std::string_view text);

}  // namespace ferrule
