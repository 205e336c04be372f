// What a build directory remembers from one generation to the next: the plan, and the times of its builds.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "base/result.h"
#include "graph/crate_graph.h"
#include "plan/splits/split_planning.h"
#include "system/disk.h"

namespace ferrule {

struct BuildMemoryRequest {
  std::string build_directory;  // absolute
  /// Of the ninja that runs the edges, absolute; empty for the build directory.
  std::string host_directory;
  /// A number of cores that the kept plan is not for calls for a new one.
  PlanChoices plan;
  int machine_cores = 1;
  /// All packages whose libraries are never split.
  std::set<std::string> fused;
};

struct BuildMemory {
  SplitPlan plan;
  KnownTimes times;
};

/// The times of the builds that the directory has seen.
KnownTimes read_known_times(const Disk& disk, const BuildMemoryRequest& request, const CrateGraph& graph);

/// Reads the memory and ninja's log, and plans what is not planned yet. A file that can't be read or understood
/// counts as not there: nothing is lost but time.
BuildMemory read_build_memory(const Disk& disk, const BuildMemoryRequest& request, const CrateGraph& graph);

Status write_build_memory(Disk& disk, const std::string& build_directory, const BuildMemory& memory);

}  // namespace ferrule
