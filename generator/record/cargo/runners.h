// What Cargo starts programs and tests with: `target.<triple>.runner` and its like.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "record/cargo/cargo_config.h"
#include "rust/cfg_expression.h"

namespace ferrule {

/// The words to put before a program that is compiled for `triple` (a target file's name without its ending); none
/// without a runner. `print_cfg` asks rustc what holds for the triple, where a key is a `cfg(…)`. An error, like
/// Cargo's, where several such keys fit.
/// Source: The Cargo Book, "Configuration", `target.<triple>.runner` and `target.<cfg>.runner`.
Result<std::vector<std::string>> find_runner(const std::vector<ConfiguredRunner>& runners, const std::string& triple,
                                             const std::function<Result<Cfgs>()>& print_cfg);

/// CARGO_TARGET_<TRIPLE>_RUNNER, which goes before every configuration file.
std::string runner_variable(std::string_view triple);
/// A runner that only starts what follows it, a program in PATH.
inline constexpr const char* kNeutralRunner = "env";

}  // namespace ferrule
