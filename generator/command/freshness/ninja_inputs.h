// What a build by ninja has read.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "base/result.h"
#include "system/context.h"

namespace ferrule {

/// The files and directories outside of the build directory that its edges name as inputs, or have read in the last
/// build by ninja's log or by their depfiles. Absolute paths.
Result<std::set<std::string>> ninja_inputs(const CommandContext& context, const std::string& directory);

/// The inputs that a depfile names.
std::set<std::string> depfile_inputs(std::string_view text);

}  // namespace ferrule
