// What ninja starts: one edge, from its action file.
#pragma once

#include <string>
#include <vector>

namespace ferrule {

/// Runs the action in the working directory, which is the build directory. Returns the exit status, or doesn't
/// return: after an interrupt the process ends by that signal.
int run(const std::string& action_file);

/// Becomes the program of an edge that runs tests, with `more` for it, and so shows all that it prints.
int show_tests(const std::string& action_file, const std::vector<std::string>& more);

}  // namespace ferrule
