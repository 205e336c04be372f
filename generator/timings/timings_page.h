// A build as one HTML page, which needs nothing else; or as JSON.
#pragma once

#include <string>

#include "timings/timeline.h"

namespace ferrule {

/// `title` names the build.
std::string write_timings_page(const Timeline& timeline, const std::string& title);

/// {"title", "length_ms", "predicted_ms" (null for unknown), "cores", "slots", "edges": [{"name", "kind", "output",
/// "start_ms", "end_ms", "slot", "predicted_ms", "critical"}]}
std::string write_timings_json(const Timeline& timeline, const std::string& title);

}  // namespace ferrule
