// The surroundings of a command.
#pragma once

#include <string>

#include "base/result.h"
#include "system/disk.h"
#include "system/processes.h"

namespace ferrule {

struct CommandContext {
  Disk& disk;
  Processes& processes;
  Environment environment;
  std::string directory;   // absolute
  std::string executable;  // of ferrule itself, absolute
  int cores = 1;           // that the machine lets us use
};

/// The launcher that belongs to this ferrule: its path, absolute.
Result<std::string> find_launcher(const CommandContext& context);

}  // namespace ferrule
