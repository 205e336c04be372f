// Links what an edge of kind `unlinked` has compiled.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "launcher/edge/edge.h"
#include "launcher/jobs/jobserver.h"

namespace ferrule {

/// Has the linker make the edge's output in `directory` as rustc would, with the full rlibs in place of the hollow
/// ones. `words` is the command that compiles and links. False if that didn't work: rustc, which knows more about
/// linkers, and how to complain, must do both.
Result<bool> link_unlinked(const Edge& edge, const std::vector<std::string>& words, const std::string& directory,
                           Jobserver& jobserver);

}  // namespace ferrule
