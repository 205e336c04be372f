// Build directories that are generated where that is needed, before ninja is called.
#pragma once

#include <string>

#include "base/result.h"
#include "command/options/generate_options.h"
#include "command/options/saved_options.h"
#include "system/context.h"

namespace ferrule {

/// Makes sure that the build directory is there and was generated with the Cargo options of `options`, and returns
/// it, absolute. Without -C these are exactly the options that count, as with `cargo build`. A directory that is
/// named, or that we stand in, keeps those that it was generated with, unless any are given.
Result<std::string> ensure_generated(const CommandContext& context, const GenerateOptions& options);

/// The same for what `cargo bench` builds: in the build directory if it was generated for that, else in one within
/// it. That has the bench profile, unless the options of `options` name one.
Result<std::string> ensure_generated_for_benches(const CommandContext& context, const GenerateOptions& options);

/// The same for editors, which have a build directory of their own within it: they check while a build runs, and two
/// ninjas can't share a log. It follows the options of the build directory where that was generated; the Cargo
/// options of `options` come on top of them.
Result<std::string> ensure_generated_for_ide(const CommandContext& context, const GenerateOptions& options);

/// The options that a directory was generated with; an error if it wasn't.
Result<SavedOptions> read_saved_options(const Disk& disk, const std::string& directory);

}  // namespace ferrule
