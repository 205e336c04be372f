// `ferrule rust-project` and `ferrule discover`: what rust-analyzer asks for.
#pragma once

#include <string>

#include "base/result.h"
#include "command/build/build_options.h"
#include "system/context.h"

namespace ferrule {

struct RustProjectOptions {
  BuildOptions build;
  /// --output: where the file goes besides the build directory; `-` for standard output.
  std::string output;
  /// --no-build: leave procedural macros and build scripts as they are.
  bool builds = true;
};

/// Builds the procedural macros and runs the build scripts, and writes rust-project.json into the build directory. If
/// the build fails, the file is written all the same, with what there is.
Status write_rust_project_command(const CommandContext& context, const RustProjectOptions& options);

/// After a build in `directory`: writes the file again if there is one, and build scripts have said other things
/// since.
Status refresh_project_file(const CommandContext& context, const std::string& directory);

/// The command of rust-analyzer's `workspace.discoverConfig`. `argument` is its `{arg}`, a JSON object that names a
/// file or a manifest. Standard output gets one object a line: `progress`, and `finished` or `error`.
Status discover(const CommandContext& context, const std::string& argument);

}  // namespace ferrule
