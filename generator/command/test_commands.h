// The commands on the command line that run tests and benchmarks.
#pragma once

#include "command/command_table.h"

namespace ferrule {

void add_test_commands(CommandTable& table);

}  // namespace ferrule
