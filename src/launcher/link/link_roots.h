// What rustc adds to a link, for a linker that rustc doesn't call.
//
// A linker takes of a library what something refers to. That leaves out what only has to be there: `#[used]` statics,
// which register something or run at the start, and functions that C calls and Rust doesn't. rustc refers to all of
// these, the link's roots, in an object of its own, and a version script says which of them a cdylib exports. Both
// are among the linker's arguments.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace ferrule {

/// Writes the two files to `directory`, as artifact_name.h calls them. `arguments` are the linker's.
Status keep_link_roots(const std::vector<std::string>& arguments, const std::string& directory);

}  // namespace ferrule
