// One edge of the build, ready to run: its action with all that the action
// refers to.
#pragma once

#include <string>

#include "action/action.h"
#include "launcher/environment.h"
#include "launcher/script_outputs.h"

namespace ferrule {

struct Edge {
  Action action;
  /// As ninja named it.
  std::string action_file;
  /// Absolute; the working directory.
  std::string build_directory;
  Environment frozen;
  ScriptOutputs scripts;
  /// What the tool gets.
  Environment environment;
};

/// Reads the action and checks that it may run as it is.
Result<Edge> load_edge(const std::string& action_file);

}  // namespace ferrule
