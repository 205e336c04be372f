// One call of ninja, with its output shown as Cargo shows a build.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "command/build/build_options.h"
#include "system/context.h"

namespace ferrule {

/// Builds `targets` in `directory`; none means ninja's default. The value tells whether the build succeeded: what
/// went wrong has been shown.
Result<bool> call_ninja(const CommandContext& context, const std::string& directory, const BuildOptions& options,
                        const std::vector<std::string>& targets);

}  // namespace ferrule
