// What Cargo's target discovery sees of a directory.
#pragma once

#include <string>

namespace ferrule {

/// A digest over the names in `directory` that may make a Cargo target: `*.rs`, and `*/main.rs` in a directory of
/// whatever name. Other files come and go without effect. A directory that isn't there is like an empty one.
/// Source: The Cargo Book, "Cargo Targets", "Target auto-discovery".
std::string target_listing_digest(const std::string& directory);

}  // namespace ferrule
