// Variables that edges asked for: build scripts with rerun-if-env-changed,
// crates with env!() and option_env!(). The launcher notes them as edges run;
// a new value makes those edges, and no others, run again.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "action/action.h"
#include "system/disk.h"

namespace ferrule {

/// By edge: name and value when it ran; nothing for a variable that was unset.
using RequestedVariables = std::map<std::string, std::vector<std::pair<std::string, std::optional<std::string>>>>;

RequestedVariables read_requested_variables(const Disk& disk, const std::string& build_directory);

/// Each name once.
std::vector<std::string> names_of(const RequestedVariables& requested);

/// Touches the action of each edge that would see another value now, so that
/// ninja runs it again. One that the plan has no longer is forgotten, so that it
/// runs when it comes back.
Status touch_outdated(Disk& disk, const std::string& build_directory, const RequestedVariables& requested,
                      const std::vector<EnvironmentVariable>& frozen);

}  // namespace ferrule
