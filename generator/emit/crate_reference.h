// The file by which other crates of a CMake project depend on a crate.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "graph/crate_graph.h"
#include "plan/edges/host_link.h"
#include "system/disk.h"

namespace ferrule {

struct ReferencePlace {
  std::string target;                    // the CMake target's name
  std::string build_directory;           // absolute
  std::vector<std::string> directories;  // those of a CrateReference (declared_crate.h)
  std::string type;                      // "rlib", "bin", "staticlib", "cdylib", "proc-macro"
};

/// Where it stands, relative to the build directory.
std::string reference_file(const std::string& target);

/// Of what rustc can't load there is none.
Status write_reference_file(Disk& disk, const ReferencePlace& place, const Unit& unit, const HostLink& link);

}  // namespace ferrule
