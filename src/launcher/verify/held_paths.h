// Paths of a checkout in what is made there: they keep another checkout from sharing it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "launcher/edge/edge.h"

namespace ferrule {

/// The paths in `bytes` that begin with one of `directories` (absolute), each once, in their order.
std::vector<std::string> paths_in(std::string_view bytes, const std::vector<std::string>& directories);

/// The directories whose paths differ between checkouts, or between machines: the build directory, the working
/// directory, and that of the package. The longest first.
std::vector<std::string> directories_of_checkout(const Edge& edge);

/// Compiles the edge's library beside the build, with those directories mapped away (--remap-path-prefix), and gives
/// the paths that it holds all the same: what a macro or env!() has put into it.
Result<std::vector<std::string>> held_paths(Edge& edge);

}  // namespace ferrule
