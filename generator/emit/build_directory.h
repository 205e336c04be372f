// Everything that a generation writes, in an order in which an interruption
// harms nothing: build.ninja, which makes the rest count, comes last.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "emit/ninja_writer.h"
#include "plan/edge_graph.h"
#include "system/disk.h"

namespace ferrule {

struct BuildDirectoryContents {
  const EdgeGraph& edges;
  const NinjaSettings& ninja;
  const std::vector<EnvironmentVariable>& frozen_environment;
};

/// Refuses a directory that holds something else, before anything is written:
/// it must be absent, empty, or one that Ferrule made.
Status check_build_directory(const Disk& disk, const std::string& directory);

/// Writes actions, frozen environment, and build.ninja into `directory`
/// (absolute). Files that wouldn't change keep their times; actions of edges
/// that are gone are removed.
Status write_build_directory(Disk& disk, const std::string& directory, const BuildDirectoryContents& contents);

}  // namespace ferrule
