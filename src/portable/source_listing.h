// Which files a package's crates may be compiled from, as far as that can be told without compiling them.
#pragma once

#include <string>
#include <vector>

namespace ferrule {

/// The files below `directory`, relative to it, sorted. Left out are hidden ones, other packages (directories with a
/// Cargo.toml), directories with a CACHEDIR.TAG, build directories of Ferrule's, and what isn't a file. Links to
/// directories aren't followed.
std::vector<std::string> source_files(const std::string& directory);

/// A digest over their names.
std::string source_listing_digest(const std::string& directory);

}  // namespace ferrule
