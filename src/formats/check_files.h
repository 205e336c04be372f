// Files of the build directory by which check edges and `ferrule check` speak with each other.
#pragma once

#include <string_view>

namespace ferrule {

/// A directory: what rustc said of a crate when it was last checked. The launcher keeps it, and `ferrule check` shows
/// it again. A file's name is the action's id; it holds rustc's diagnostics as rustc wrote them, a JSON object a line.
/// A crate of which rustc said nothing has no file.
inline constexpr std::string_view kKeptMessagesDirectory = "ferrule/messages";

/// What `ferrule check --clippy` was asked to pass on to clippy-driver, lint levels for the most part: the value of
/// CLIPPY_ARGS for clippy edges, which depend on this file.
inline constexpr std::string_view kClippyArgumentsFile = "ferrule/clippy-arguments";

/// clippy-driver finds its arguments in CLIPPY_ARGS, each with this behind it (`cargo clippy` in rust-clippy,
/// src/main.rs).
inline constexpr std::string_view kClippyArgumentEnd = "__CLIPPY_HACKERY__";

}  // namespace ferrule
