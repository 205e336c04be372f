// How a build is shown: with a bar or without, in colours or not. Decided as Cargo decides it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "record/cargo/cargo_config.h"
#include "system/context.h"

namespace ferrule {

/// What standard error is.
struct StandardError {
  bool is_terminal = false;
  int columns = 0;  // 0 without a terminal
};

/// How it is at the moment: a terminal's window may change its size.
StandardError look_at_standard_error();

struct Appearance {
  bool with_bar = false;
  /// Of the bar's line; 0 for that of the terminal.
  int columns = 0;
  bool with_colors = false;
};

/// By `term.progress`, CI and TERM (`progress_supported` in cargo-util-terminal's shell.rs), and by `term.color`,
/// NO_COLOR, CLICOLOR_FORCE, CLICOLOR and TERM (the crate anstream, which Cargo asks).
Appearance choose_appearance(const TerminalConfig& config, const Environment& environment,
                             const StandardError& error);

/// That of a command, whose --config may say it too.
Appearance find_appearance(const CommandContext& context, const std::vector<std::string>& config_overrides);

}  // namespace ferrule
