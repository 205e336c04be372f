// What the CMake functions call. People have no use for these commands, and --help leaves them out.
#pragma once

#include "command/command_table.h"

namespace ferrule {

void add_cmake_commands(CommandTable& table);

}  // namespace ferrule
