// A build script, run twice more beside the build.
#pragma once

#include "base/result.h"
#include "formats/verification.h"
#include "launcher/edge/edge.h"

namespace ferrule {

/// Runs the script of a build_script_run edge in two new OUT_DIRs, whose paths are of one length. Names the files
/// there that hold a path of the checkout, and what differs otherwise: files, and lines of its output.
Result<Verification> verify_script(Edge& edge);

}  // namespace ferrule
