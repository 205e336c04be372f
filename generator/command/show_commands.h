// The commands on the command line that show a build, to people and to IDEs.
#pragma once

#include "command/command_table.h"

namespace ferrule {

void add_show_commands(CommandTable& table);

}  // namespace ferrule
