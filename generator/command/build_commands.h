// The commands on the command line that build, and that remove what was built.
#pragma once

#include "command/build/build_options.h"
#include "command/command_table.h"

namespace ferrule {

void add_build_commands(CommandTable& table);

/// -C, -j, -k, -v and -q, which all commands that build have.
void add_build_options(CLI::App& command, BuildOptions& options);

}  // namespace ferrule
