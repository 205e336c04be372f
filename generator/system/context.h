// The surroundings of a command.
#pragma once

#include <string>
#include <string_view>

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

/// The first `program` in the directories of PATH, as execvp() would find it; empty if there is none.
std::string find_in_path(const Disk& disk, const Environment& environment, std::string_view program);

/// The launcher that belongs to this ferrule: its path, absolute.
Result<std::string> find_launcher(const CommandContext& context);

}  // namespace ferrule
