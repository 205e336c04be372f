// `ferrule build` and `ferrule clean`: `ferrule generate`, where that is needed, and ninja.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/result.h"
#include "command/build/build_options.h"
#include "system/context.h"

namespace ferrule {

/// What a build is for: Cargo has a profile of its own for tests.
enum class Built { targets, tests };

/// ensure_generated(), then ninja; `targets` as for call_ninja(). Returns the build directory, or an error if the
/// build failed.
Result<std::string> build_targets(const CommandContext& context, const BuildOptions& options,
                                  const std::vector<std::string>& targets, Built what);

/// Cargo's last line, for a build in `directory` that took so long.
void print_time(const CommandContext& context, const std::string& directory, const BuildOptions& options, Built what,
                std::chrono::steady_clock::duration taken);
/// The same with Cargo's words for the profile; without any, the profile isn't named.
void print_time(const CommandContext& context, const BuildOptions& options, const std::string& profile,
                std::chrono::steady_clock::duration taken);

Status build(const CommandContext& context, const BuildOptions& options);

/// Removes a build directory that Ferrule has made.
Status clean(const CommandContext& context, const GenerateOptions& where);

}  // namespace ferrule
