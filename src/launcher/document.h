// Edges that run rustdoc.
#pragma once

#include "base/result.h"
#include "launcher/edge/edge.h"

namespace ferrule {

/// Writes the pages of a crate into the directory that all crates share, and what rustdoc keeps of all crates beside
/// them (rustdoc locks that). Pages of an earlier run go before, as with Cargo, and pages of another rustdoc all do.
/// Of the action's outputs the first is the crate's front page, and the last an empty file that is there if all pages
/// are. The value is the exit status: rustdoc's if that failed, and then its messages have been shown.
Result<int> document(Edge& edge);

}  // namespace ferrule
