// Which build directory a command is about.
#pragma once

#include <string>

#include "base/result.h"
#include "command/context.h"

namespace ferrule {

/// `given` is -C's value. Without it: the directory that we stand in, if it is a build directory, and otherwise
/// target/ferrule in the workspace, which Cargo names. Absolute; need not exist.
Result<std::string> find_build_directory(const CommandContext& context, const std::string& given);

}  // namespace ferrule
