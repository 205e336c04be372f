// What is to be generated: where, with which options, and with what this machine and this workspace have.
#pragma once

#include <string>

#include "command/options/generate_options.h"
#include "command/options/workspace_settings.h"
#include "system/processes.h"

namespace ferrule {

struct Generation {
  GenerateOptions options;
  std::string directory;  // in which the options were given
  Environment environment;
  std::string build_directory;  // absolute
  std::string workspace;        // its root; empty where Cargo finds none, and will say so
  WorkspaceSettings settings;
  std::string launcher;  // absolute
};

}  // namespace ferrule
