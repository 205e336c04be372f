// `ferrule generate` and `ferrule plan` on the command line.
#pragma once

#include "command/command_table.h"

namespace ferrule {

void add_generate_commands(CommandTable& table);

}  // namespace ferrule
