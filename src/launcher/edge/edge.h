// One edge of the build, ready to run: its action with all that the action refers to.
#pragma once

#include <string>

#include "base/file_time.h"
#include "formats/action.h"
#include "launcher/edge/environment.h"
#include "launcher/edge/script_outputs.h"

namespace ferrule {

struct Edge {
  /// Nothing was read before. Outputs get this time: what is written while the edge runs must look newer than they
  /// do.
  FileTime started = 0;
  Action action;
  /// As ninja named it.
  std::string action_file;
  /// Absolute; the working directory.
  std::string build_directory;
  FrozenEnvironment kept;
  /// What the user has set, as far as this edge sees it.
  Environment users;
  ScriptOutputs scripts;
  /// What the tool gets.
  Environment environment;
};

/// The directory, absolute, in which the edge's tool writes.
std::string scratch_path(const Edge& edge);

/// A time between what has been written up to now and what will be written from now on, as the build directory's file
/// system has it.
Result<FileTime> current_time();

/// Notes the time, reads the action and checks that it may run as it is.
Result<Edge> load_edge(const std::string& action_file);

}  // namespace ferrule
