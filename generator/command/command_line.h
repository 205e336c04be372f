// The command line of `ferrule`.
#pragma once

#include <functional>
#include <string>

#include "command/generate/generate.h"

namespace ferrule {

/// What a command line asks for.
struct ParsedCommandLine {
  /// Runs the chosen command; empty if there is nothing to run.
  std::function<Status(const CommandContext&)> run;
  /// Help, version or a complaint to print, and the exit status: 0, or 2 for a usage error.
  std::string text;
  int status = 0;
};

ParsedCommandLine parse_command_line(int argc, const char* const* argv);

}  // namespace ferrule
