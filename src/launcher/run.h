// What ninja starts: one edge, from its action file.
#pragma once

#include <string>

namespace ferrule {

/// Runs the action in the working directory, which is the build directory.
/// Returns the exit status, or doesn't return: after an interrupt the process
/// ends by that signal.
int run(const std::string& action_file);

}  // namespace ferrule
