// The look that ninja takes before each build at what no file's time tells:
// environment variables, files that might have appeared, new targets and
// workspace members.
#pragma once

#include <string>

namespace ferrule {

/// Compares the `env`, `absent` and `listing` lines of `inputs_file` (written
/// by `ferrule generate`), and the variables that edges asked for, with how
/// things are. Where something differs, `stamp_file` is touched, which makes
/// ninja call `ferrule generate`. A variable that is unset now counts as
/// unchanged, so that a build from a bare environment goes on as configured.
/// Returns the exit status.
int watch(const std::string& inputs_file, const std::string& stamp_file);

}  // namespace ferrule
