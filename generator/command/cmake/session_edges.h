// The edges that earlier calls of one run of CMake have handed to it: a later call that needs the same ones needn't
// write them again, and CMake needn't read them.
#pragma once

#include <map>
#include <string>

#include "base/result.h"
#include "formats/edge_list.h"
#include "graph/edge_graph.h"
#include "system/disk.h"

namespace ferrule {

class SessionEdges {
 public:
  /// What is known in `build_directory` (absolute) of this session. Without one nothing is, and nothing is kept.
  SessionEdges(const Disk& disk, const std::string& build_directory, const std::string& session);

  /// Takes edges out of `edges` that are known and the same; not those of `package`, for which the caller may have
  /// something to add. Knows the others from now on.
  void leave_out_known(EdgeGraph& edges, const std::string& package);

  Status write(Disk& disk) const;

 private:
  std::string file() const;

  std::string build_directory_;
  std::string session_;
  std::map<std::string, ListedEdge> known_;  // by their ids
};

}  // namespace ferrule
