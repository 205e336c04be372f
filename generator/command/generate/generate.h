// `ferrule generate`: from a Cargo workspace to a build directory that ninja can build.
#pragma once

#include <string>

#include "base/result.h"
#include "command/options/generate_options.h"
#include "prepare/prepared_build.h"
#include "system/context.h"

namespace ferrule {

/// The build as a directory has it, for commands that look at it.
struct Survey {
  std::string build_directory;
  GenerateOptions options;  // those that it was generated with
  PrepareBuildRequest request;
  PreparedBuild build;
};

/// Of `options` only the build directory counts. Writes nothing, unless something that Cargo reads has changed: then
/// the directory is generated again, as ninja would have it done.
Result<Survey> survey(const CommandContext& context, const GenerateOptions& options);

Status generate(const CommandContext& context, const GenerateOptions& options);

}  // namespace ferrule
