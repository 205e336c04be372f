// What shells complete after `ferrule`.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace ferrule {

/// A script for "bash", "zsh" or "fish", made of the commands and options of `app`; empty for another shell.
std::string write_completions(const CLI::App& app, const std::string& shell);

}  // namespace ferrule
