// Native libraries that build scripts ask for, on their way to a linker that rustc doesn't call: CMake's.
#pragma once

#include <string>
#include <string_view>

#include "launcher/edge/edge.h"

namespace ferrule {

/// Writes the response file of a link_arguments edge, from the build-script outputs that its command names. Returns
/// the exit status.
Result<int> write_link_arguments(Edge& edge);

/// `-L`'s value in a build script's words ("native=/usr/lib"), as a linker's option; empty for kinds that only rustc
/// searches.
std::string linker_search_option(std::string_view value);

/// `-l`'s value ("dylib=ssl", "static:+whole-archive=x", "x:y") as a linker's option. Empty for a static library,
/// unless they are wanted or the value says `-bundle`: rustc has put it into the rlib.
std::string linker_library_option(std::string_view value, bool with_static = false);

}  // namespace ferrule
