// `ferrule build` and `ferrule clean`: `ferrule generate`, where that is needed, and ninja.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "command/build/build_options.h"
#include "system/context.h"

namespace ferrule {

/// Makes sure that the build directory is there and was generated with the Cargo options of `options`, and returns
/// it, absolute. Without -C these are exactly the options that count, as with `cargo build`. A directory that is
/// named, or that we stand in, keeps those that it was generated with, unless any are given.
Result<std::string> ensure_generated(const CommandContext& context, const GenerateOptions& options);

/// ensure_generated(), then ninja; `targets` as for call_ninja(). Returns the build directory, or an error if the
/// build failed.
Result<std::string> build_targets(const CommandContext& context, const BuildOptions& options,
                                  const std::vector<std::string>& targets);

Status build(const CommandContext& context, const BuildOptions& options);

/// Removes a build directory that Ferrule has made.
Status clean(const CommandContext& context, const GenerateOptions& where);

}  // namespace ferrule
