// `cfg(…)` as a key of Cargo's configuration.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace ferrule {

/// What `rustc --print cfg` prints, line by line: `unix`, `target_os="linux"`.
using Cfgs = std::set<std::string, std::less<>>;

/// Whether "cfg(all(unix, not(target_os = "macos")))" holds. Nothing for what is no such expression, a triple for
/// example.
/// Source: The Rust Reference, "Conditional compilation"; The Cargo Book, "Configuration", `target.<cfg>`.
std::optional<bool> cfg_holds(std::string_view expression, const Cfgs& cfgs);

}  // namespace ferrule
