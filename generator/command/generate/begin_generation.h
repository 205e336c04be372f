// How a generation begins, and what it asks for.
#pragma once

#include "base/result.h"
#include "command/generate/generation.h"
#include "prepare/prepared_build.h"
#include "system/context.h"

namespace ferrule {

/// From what a command was given. A build directory that we stand in, or that is to be generated again, brings its
/// own options (earlier_options.h). An error too if a tool is missing.
Result<Generation> begin_generation(const CommandContext& context, const GenerateOptions& given);

/// What it asks of the steps that all commands share.
PrepareBuildRequest request_of(const Generation& generation);

}  // namespace ferrule
