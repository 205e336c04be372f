// How much memory there is for a build.
#pragma once

#include <optional>
#include <string>

#include "launcher/jobs/memory_rule.h"

namespace ferrule {

/// What can be had at this moment: of the machine (`MemAvailable`), and by the limits of the control groups that this
/// process is in, v2 or v1, where files that are only cached count as free. Nothing without a /proc that says it.
/// `root` is for tests: where /proc and /sys are.
std::optional<Mebibytes> available_memory(const std::string& root = "");

/// What there is altogether, in the same way.
std::optional<Mebibytes> total_memory(const std::string& root = "");

}  // namespace ferrule
