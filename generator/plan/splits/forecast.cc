#include "plan/splits/forecast.h"

#include <algorithm>

namespace ferrule {

namespace {

bool is_library(const TimedUnit& unit) { return unit.kind == TimedUnit::Kind::library; }

Forecast forecast(std::string mode, const Work& work, int cores) {
  return {std::move(mode), simulate(work, cores).length, work.total(), critical_path(work).length};
}

Forecast forecast_splits(std::string mode, const ForecastRequest& request, const std::vector<bool>& split) {
  Forecast found = forecast(std::move(mode), make_work(request.graph, split), request.cores);
  for (std::size_t i = 0; i < split.size(); ++i)
    if (split[i]) ++(is_library(request.graph[i]) ? found.split : found.split_links);
  return found;
}

}  // namespace

std::vector<Forecast> forecast_modes(const ForecastRequest& request) {
  std::vector<bool> none(request.graph.size()), all(request.graph.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = is_library(request.graph[i]) && !request.fused[i];
  return {forecast_splits("off", request, none), forecast_splits("hollow", request, all),
          forecast_splits("auto", request, request.chosen),
          forecast("cargo", make_cargo_work(request.graph), request.cores)};
}

std::size_t count_libraries(const TimedGraph& graph) {
  return static_cast<std::size_t>(std::count_if(graph.begin(), graph.end(), is_library));
}

}  // namespace ferrule
