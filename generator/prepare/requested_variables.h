// Variables that edges asked for: build scripts with rerun-if-env-changed, crates with env!() and option_env!(). The
// launcher notes them as edges run; a new value makes those edges, and no others, run again.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "formats/frozen_environment.h"
#include "formats/requested_variable.h"
#include "system/disk.h"
#include "system/processes.h"

namespace ferrule {

/// By edge: what it asked for when it ran.
using RequestedVariables = std::map<std::string, std::vector<RequestedVariable>>;

RequestedVariables read_requested_variables(const Disk& disk, const std::string& build_directory);

/// Each name once.
std::vector<std::string> names_of(const RequestedVariables& requested);

/// Those whose values are to be kept. A secret isn't, unless edges see nothing else: whoever calls ninja has it.
std::vector<std::string> names_to_keep(const RequestedVariables& requested, bool is_closed);

/// What edges see from now on, apart from what Cargo sets.
struct SeenEnvironment {
  const FrozenEnvironment& frozen;
  const Environment& caller;
  /// Where ninja calls, a variable that isn't set there counts as unchanged.
  bool keeps_unset = false;
};

/// Touches the action of each edge that would see another value now, so that ninja runs it again, and notes that
/// value. One that the plan has no longer is forgotten, so that it runs when it comes back.
Status touch_outdated(Disk& disk, const std::string& build_directory, const RequestedVariables& requested,
                      const SeenEnvironment& seen);

}  // namespace ferrule
