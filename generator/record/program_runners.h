// What the programs of a recording are started with: found once, when it is made, and put into its graph.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "graph/crate_graph.h"
#include "record/cargo/cargo_config.h"
#include "record/toolchain/toolchain.h"
#include "system/processes.h"

namespace ferrule {

/// By the triples that programs are compiled for, as keys of the configuration name them.
using ProgramRunners = std::map<std::string, std::vector<std::string>>;

struct ProgramRunnersRequest {
  const CargoConfig& config;
  const Toolchain& toolchain;
  std::string directory;  // in which Cargo is called
  const Environment& environment;
  const std::vector<std::string>& cargo_arguments;  // may hold --target
  bool records_tests = false;                       // Cargo will start some
};

/// Those of the host, and of the other targets that the build may have. An error for what can't be kept from Cargo
/// while tests are recorded.
Result<ProgramRunners> find_program_runners(Processes& processes, const ProgramRunnersRequest& request);

/// Says of each program and documentation test of the graph what starts it. `host` is the triple of units without
/// one.
void place_runners(const ProgramRunners& runners, const std::string& host, CrateGraph& graph);

}  // namespace ferrule
