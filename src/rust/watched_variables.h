// Which environment variables decide what Cargo plans. The generator records them, the launcher looks before each
// build whether they have changed.
#pragma once

#include <string_view>

namespace ferrule {

/// Whether Cargo (or the rustup proxy in front of it) reads `name` when it plans a build. After the list in Cargo's
/// reference, "Environment variables Cargo reads", and its rule that CARGO_<TABLE>_<KEY> overrides a configuration
/// value; without those that hold secrets, choose only how output looks, or are overridden by Ferrule (the target
/// directory).
bool is_read_by_cargo(std::string_view name);

}  // namespace ferrule
