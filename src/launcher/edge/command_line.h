// An action's command, turned into the words that are executed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/action.h"
#include "launcher/edge/script_outputs.h"

namespace ferrule {

/// The words of `command`. `temporary_directory` and `build_directory` are absolute.
Result<std::vector<std::string>> expand_command(const std::vector<Argument>& command, ScriptOutputs& scripts,
                                                const std::string& temporary_directory,
                                                const std::string& build_directory);

/// How many words at the start are programs (a wrapper, rustc) and not yet rustc's arguments: Cargo's first argument
/// is an option.
std::size_t program_words(const std::vector<std::string>& words);

/// `words` without the programs before rustc: to compile, and not to be told what was compiled before.
std::vector<std::string> without_wrappers(std::vector<std::string> words);

/// Where the words go that are more than a command line holds, in an edge's scratch directory.
inline constexpr std::string_view kArgumentsFile = "arguments";

/// Where `words` is more than the system can pass on: writes rustc's arguments to `path` and gives the words that
/// refer to it. Else gives `words`.
Result<std::vector<std::string>> shorten_command(std::vector<std::string> words, const std::string& path);

}  // namespace ferrule
