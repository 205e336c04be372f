// Everything that a generation writes, in an order in which an interruption harms nothing: build.ninja, which makes
// the rest count, comes when all that it needs is there, and what only the old one needed goes after that.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "emit/ninja_writer.h"
#include "formats/frozen_environment.h"
#include "graph/edge_graph.h"
#include "system/disk.h"

namespace ferrule {

struct BuildDirectoryContents {
  const EdgeGraph& edges;
  const NinjaSettings& ninja;
  const FrozenEnvironment& frozen_environment;
};

/// Refuses a directory that holds something else, before anything is written: it must be absent, empty, or one that
/// Ferrule made.
Status check_build_directory(const Disk& disk, const std::string& directory);

/// Writes the actions of `edges` and the frozen environment, and makes the directories that the launcher expects.
/// What belongs to other edges stays.
Status write_edges(Disk& disk, const std::string& directory, const EdgeGraph& edges,
                   const FrozenEnvironment& frozen_environment);

/// Writes actions, frozen environment, and build.ninja into `directory` (absolute). Files that wouldn't change keep
/// their times; actions of edges that are gone are put away (earlier_actions.h).
Status write_build_directory(Disk& disk, const std::string& directory, const BuildDirectoryContents& contents);

}  // namespace ferrule
