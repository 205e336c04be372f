// What rustc said of a crate when it was last checked: the launcher keeps it, and `ferrule check` shows it again.
#pragma once

#include <string>
#include <string_view>

namespace ferrule {

/// A directory of the build directory. The file's name is the action's id; it holds rustc's diagnostics as rustc
/// wrote them, a JSON object a line. A crate of which rustc said nothing has no file.
inline constexpr std::string_view kKeptMessagesDirectory = "ferrule/messages";

}  // namespace ferrule
