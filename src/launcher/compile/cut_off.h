// Early cut-off: what dependents can't tell from what is there already isn't put in its place, and ninja (`restat`)
// builds none of them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "launcher/edge/edge.h"

namespace ferrule {

/// `command` is the library's, as it was run.
class CutOff {
 public:
  CutOff(const Edge& edge, const std::vector<std::string>& command) : edge_(edge), command_(command) {}

  /// Whether the crate in the archive `made` has the SVH of the one at `published` (a path of the build directory),
  /// so that nothing needs to be compiled against it again. An edit that compiles to nothing is such a case: a module
  /// of tests, a comment at the end of a file.
  bool is_same_to_compile(const std::string& made, const std::string& published);

  /// Whether it has the same code as well, so that nothing needs to be linked again.
  bool is_same_to_link(const std::string& made, const std::string& published);

 private:
  bool have_same_stub(const std::string& made, const std::string& published) const;
  const std::string& svh_of(const std::string& archive, const std::string& metadata);

  const Edge& edge_;
  const std::vector<std::string>& command_;
  std::map<std::string, std::string> known_;  // SVHs, by metadata
};

}  // namespace ferrule
