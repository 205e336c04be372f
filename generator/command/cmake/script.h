// What comes of a plan for CMake: the script with its edges, their actions, and the file by which other crates depend
// on a crate.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "command/cmake/call_session.h"
#include "formats/frozen_environment.h"
#include "formats/job_settings.h"
#include "graph/crate_graph.h"
#include "graph/edge_graph.h"
#include "record/toolchain/toolchain.h"
#include "system/context.h"

namespace ferrule {

struct CMakeScriptRequest {
  std::string target;           // the CMake target's name
  std::string build_directory;  // absolute
  std::string output;           // the script, absolute
  std::string type;             // "rlib", "bin", "staticlib", "cdylib", "proc-macro"
  bool for_host = false;        // HOST: no target of CMake's links it
  std::string name;             // what an executable or shared library is called
  std::vector<std::string> sources;
  std::vector<std::string> configure_depends;
  /// See CMakeScript.
  std::string watch_list;
  std::vector<std::string> watched_names;
  std::vector<std::string> watched_directories;
  std::vector<std::string> directories;  // of the reference (declared_crate.h)
  const Toolchain& toolchain;
  const Environment& environment;
  const FrozenEnvironment& frozen_environment;
  CallSession& calls;
  MemoryLimit memory = {};
  /// Edges that calls with the same word have written already are left out.
  std::string session = {};
};

/// For a crate. `unit` is the crate's in `graph`, and `edges` the plan of the graph, to which this adds.
Status write_cmake_script(const CommandContext& context, const CMakeScriptRequest& request, const CrateGraph& graph,
                          const Unit& unit, EdgeGraph& edges);

/// For its tests: all test executables among `units`, and the programs that they start.
Status write_cmake_test_script(const CommandContext& context, const CMakeScriptRequest& request,
                               const CrateGraph& graph, const std::vector<const Unit*>& units, EdgeGraph& edges);

}  // namespace ferrule
