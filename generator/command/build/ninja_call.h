// One call of ninja, with its output shown as Cargo shows a build.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "command/build/build_options.h"
#include "system/context.h"
#include "system/disk.h"

namespace ferrule {

/// Of commands that call ninja in one directory, each waits for the one before: ninjas can't share a log.
Result<std::unique_ptr<DirectoryLock>> lock_for_ninja(Disk& disk, const std::string& directory);

/// Builds `targets` in `directory`; none means ninja's default. The value tells whether the build succeeded: what
/// went wrong has been shown.
Result<bool> call_ninja(const CommandContext& context, const std::string& directory, const BuildOptions& options,
                        const std::vector<std::string>& targets);

/// The same for those who tell what rustc said in another way: what ninja prints is shown only if the build fails, on
/// standard error.
Result<bool> call_ninja_silently(const CommandContext& context, const std::string& directory,
                                 const BuildOptions& options, const std::vector<std::string>& targets);

}  // namespace ferrule
