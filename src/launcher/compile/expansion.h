// The source of a crate as rustc has it after all macros are expanded. Where two of them differ, some macro gave
// another output, and this tells which.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "launcher/edge/environment.h"

namespace ferrule {

struct ExpansionDifference {
  /// The first line that differs, as the one and the other have it.
  std::string one;
  std::string other;
  /// The procedural macro that wrote it, as "the derive macro `Order`"; several if it can't be told which of them.
  std::vector<std::string> macros;
};

/// Where the two texts differ, if they do. They are what rustc prints under `-Zunpretty=expanded,hygiene`: each name
/// is followed by the number of its syntax context, and at the end the contexts are listed with the macros that made
/// them.
std::optional<ExpansionDifference> compare_expansions(std::string_view one, std::string_view other);

/// Expands a crate again and again until two expansions differ; gives up after a few. `words` is the command that
/// compiles the crate, and what it writes goes to `scratch_directory`.
std::optional<ExpansionDifference> find_expansion_difference(std::vector<std::string> words,
                                                             const std::string& scratch_directory,
                                                             Environment environment, const std::string& directory);

/// The names of the procedural macros' crates that the command is given.
std::vector<std::string> used_proc_macros(const std::vector<std::string>& words);

}  // namespace ferrule
