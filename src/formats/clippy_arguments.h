// What `ferrule check --clippy` was asked to pass on to clippy-driver: lint levels, for the most part.
#pragma once

#include <string_view>

namespace ferrule {

/// Relative to the build directory: the value of CLIPPY_ARGS for clippy edges, which depend on this file.
inline constexpr std::string_view kClippyArgumentsFile = "ferrule/clippy-arguments";

/// clippy-driver finds its arguments in CLIPPY_ARGS, each with this behind it (`cargo clippy` in rust-clippy,
/// src/main.rs).
inline constexpr std::string_view kClippyArgumentEnd = "__CLIPPY_HACKERY__";

}  // namespace ferrule
