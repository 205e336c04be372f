// What Cargo can be told to do and Ferrule can't: refused by name, before anything is written.
#pragma once

#include <string>

#include "base/result.h"
#include "graph/crate_graph.h"
#include "record/units/recorded_command.h"
#include "record/units/rustc_arguments.h"

namespace ferrule {

/// Fails if compiling `package` by `command` (taken apart: `line`) needs what isn't supported. `sysroot` is the
/// compiler's, or empty.
Status check_supported(const Package& package, const RustcCommandLine& line, const RecordedCommand& command,
                       const std::string& sysroot);

}  // namespace ferrule
