// The part of the manual page that lists commands and options: it says what `--help` says.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace ferrule {

/// In the language of man(7): the sections COMMANDS and OPTIONS, made of the commands and options of `app`. What
/// stands around them is in docs/man.
std::string write_manual(const CLI::App& app);

}  // namespace ferrule
