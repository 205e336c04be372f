// The files of a build directory that `ferrule generate` has made.
#pragma once

#include "base/result.h"
#include "command/generate/generation.h"
#include "prepare/prepared_build.h"
#include "system/context.h"

namespace ferrule {

/// Writes all of them; build.ninja last. `began_ns` is when the generation began, in nanoseconds since 1970: what
/// changes from then on was not seen.
Status write_generated_files(const CommandContext& context, const Generation& generation, const PreparedBuild& build,
                             std::int64_t began_ns);

}  // namespace ferrule
