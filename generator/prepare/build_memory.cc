#include "prepare/build_memory.h"

#include <vector>

#include "base/files.h"
#include "base/strings.h"
#include "prepare/source_sizes.h"

namespace ferrule {

namespace {

template <typename Kept>
Kept read_kept(const Disk& disk, const std::string& path) {
  Result<std::string> text = disk.read(path);
  if (!text) return {};
  Result<Kept> kept = Kept::parse(*text, path);
  return kept ? std::move(*kept) : Kept{};
}

/// What ninja's log says of our edges, by the names that they have here.
std::vector<LoggedOutput> read_log(const Disk& disk, const BuildMemoryRequest& request) {
  const std::string& directory = request.host_directory.empty() ? request.build_directory : request.host_directory;
  Result<std::string> text = disk.read(join_path(directory, ".ninja_log"));
  if (!text) return {};
  std::vector<LoggedOutput> log = parse_ninja_log(*text, request.machine_cores);
  for (LoggedOutput& logged : log) {
    std::string path = normalize_path(join_path(directory, logged.output));
    std::string_view below = path;
    if (consume_prefix(below, request.build_directory + "/")) logged.output = below;
  }
  return log;
}

}  // namespace

KnownTimes read_known_times(const Disk& disk, const BuildMemoryRequest& request, const CrateGraph& graph) {
  KnownTimes times = read_kept<KnownTimes>(disk, join_path(request.build_directory, kTimesFile));
  times.learn(graph, read_log(disk, request));
  return times;
}

BuildMemory read_build_memory(const Disk& disk, const BuildMemoryRequest& request, const CrateGraph& graph) {
  SplitPlan kept = read_kept<SplitPlan>(disk, join_path(request.build_directory, kPlanFile));
  BuildMemory memory{{}, read_known_times(disk, request, graph)};
  bool is_for_others = kept.cores > 0 && request.plan.jobs && *request.plan.jobs != kept.cores;
  bool is_first_choice = kept.cores == 0 && request.plan.mode() == Pipelining::automatic;
  bool holds = !request.plan.replan && !is_for_others && !is_first_choice;
  SourceSizes sizes = holds && covers(kept, graph) ? SourceSizes{} : measure_sources(disk, graph);
  memory.plan = make_split_plan({graph, request.plan.mode(), request.plan.jobs.value_or(request.machine_cores),
                                 request.fused, memory.times, sizes, request.plan.split_links,
                                 holds ? &kept : nullptr, !request.host_directory.empty()});
  // Other crates of a CMake project are planned in calls of their own.
  if (!request.host_directory.empty()) memory.plan.units.merge(kept.units);
  return memory;
}

Status write_build_memory(Disk& disk, const std::string& build_directory, const BuildMemory& memory) {
  for (const auto& [name, text] :
       {std::pair{kPlanFile, memory.plan.text()}, std::pair{kTimesFile, memory.times.text()}})
    if (Result<bool> written = disk.write(join_path(build_directory, name), text); !written) return written.error();
  return {};
}

}  // namespace ferrule
