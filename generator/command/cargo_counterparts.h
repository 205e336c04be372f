// What Cargo's users look for here, and Ferrule or ninja does under another name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ferrule {

/// For options of Cargo's that `ferrule <command>` doesn't have: an error about the first of `unknown` that is one,
/// with what to do instead.
std::optional<std::string> explain_cargo_option(std::string_view command, const std::vector<std::string>& unknown);

/// What does here what Cargo's subcommand does, as a line of help; nothing for other words.
std::optional<std::string> explain_cargo_command(std::string_view command);

}  // namespace ferrule
