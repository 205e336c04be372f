// What a clean build would take in each mode, and by Cargo.
#pragma once

#include <string>
#include <vector>

#include "plan/splits/schedule.h"
#include "plan/splits/work.h"

namespace ferrule {

struct Forecast {
  std::string mode;  // "off", "hollow", "auto", "cargo"
  Milliseconds length = 0;
  /// Of all jobs together.
  Milliseconds work = 0;
  /// However many cores there are.
  Milliseconds critical_path = 0;
  /// Libraries with a metadata edge of their own.
  std::size_t split = 0;
  /// Executables and procedural macros with a link edge of their own.
  std::size_t split_links = 0;
};

struct ForecastRequest {
  const TimedGraph& graph;
  int cores = 1;
  /// By place in the graph: libraries that are never split.
  std::vector<bool> fused;
  /// By place in the graph: what auto splits.
  std::vector<bool> chosen;
};

/// off, hollow, auto, cargo.
std::vector<Forecast> forecast_modes(const ForecastRequest& request);

/// How many libraries there are.
std::size_t count_libraries(const TimedGraph& graph);

}  // namespace ferrule
