#include "timings/timeline.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "base/files.h"
#include "base/strings.h"
#include "graph/alias_index.h"

namespace ferrule {

namespace {

/// ninja's edges that only look, or write build.ninja.
bool is_housekeeping(std::string_view output) {
  return output.ends_with("build.ninja") || output.ends_with("recording/watched");
}

/// Of a file that CMake's ninja has made.
std::string_view kind_of_file(std::string_view file) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kFolders = {{
      {"/meta/", "metadata"},
      {"/rlib/", "codegen"},
      {"/proc_macro/", "procedural macro"},
      {"build-script.output", "build script run"},
      {"build-script-build", "build script"},
      {"/obj/", "compile before linking"},
      {"/link/", "link"},
  }};
  const std::size_t rust = file.find("ferrule/");
  if (rust != std::string_view::npos)
    for (const auto& [part, kind] : kFolders)
      if (file.find(part, rust) != std::string_view::npos) return kind;
  return file.ends_with(".o") ? "C++" : "link";
}

/// "serde" of ".../libserde-0123456789abcdef_meta.rlib" and of ".../serde-0123456789abcdef/build-script-build".
std::string name_of_file(const std::string& path, std::string_view kind) {
  std::string name(file_name(kind.starts_with("build script") ? directory_of(path) : path));
  if (path.find("ferrule/") == std::string::npos) return name;
  const std::size_t hash = name.rfind('-');
  if (hash != std::string::npos && name.size() >= hash + 17) name.resize(hash);
  std::string_view plain = name;
  if (!kind.starts_with("build script")) consume_prefix(plain, "lib");
  return std::string(plain);
}

class TimelineMaker {
 public:
  TimelineMaker(const std::vector<LoggedOutput>& build, const EdgeGraph* edges) : build_(build), edges_(edges) {
    if (edges == nullptr) return;
    for (const Edge& edge : edges->edges)
      for (const std::string& output : edge.outputs) edge_of_.emplace(output, &edge);
  }

  Timeline make() {
    if (edges_ == nullptr) add_by_files();
    else
      for (const LoggedOutput& logged : build_) add(logged);
    std::stable_sort(timeline_.bars.begin(), timeline_.bars.end(),
                     [](const TimelineBar& a, const TimelineBar& b) { return a.start < b.start; });
    choose_slots();
    if (edges_ != nullptr) mark_critical();
    return std::move(timeline_);
  }

 private:
  void add(const LoggedOutput& logged) {
    auto found = edge_of_.find(logged.output);
    const Edge* edge = found == edge_of_.end() ? nullptr : found->second;
    // An edge stands in the log once for each of its outputs.
    if (edge != nullptr && !seen_.insert(edge).second) return;
    TimelineBar bar{std::string(edge != nullptr ? edge->description : std::string(file_name(logged.output))),
                    std::string(edge != nullptr ? traits_of(edge->action.kind).noun : kind_of_file(logged.output)),
                    logged.output, logged.start, logged.end};
    if (edge != nullptr) {
      bar.predicted = edge->time;
      bar.action = edge->action.id;
    }
    timeline_.length = std::max(timeline_.length, bar.end);
    timeline_.bars.push_back(std::move(bar));
  }

  /// What one command has made at one time is one edge's.
  void add_by_files() {
    std::map<std::tuple<Milliseconds, Milliseconds, std::string>, std::size_t> bars;
    for (const LoggedOutput& logged : build_) {
      const std::string kind(kind_of_file(logged.output));
      const std::tuple run(logged.start, logged.end, logged.command_hash);
      auto [found, is_new] = bars.emplace(run, timeline_.bars.size());
      timeline_.length = std::max(timeline_.length, logged.end);
      if (is_new) {
        timeline_.bars.push_back({name_of_file(logged.output, kind), kind, logged.output, logged.start, logged.end});
        continue;
      }
      std::string& before = timeline_.bars[found->second].kind;
      if ((before == "metadata" && kind == "codegen") || (before == "codegen" && kind == "metadata"))
        before = "library";
    }
  }

  void choose_slots() {
    std::vector<Milliseconds> free_from;
    for (TimelineBar& bar : timeline_.bars) {
      auto slot =
          std::find_if(free_from.begin(), free_from.end(), [&](Milliseconds moment) { return moment <= bar.start; });
      bar.slot = static_cast<std::size_t>(slot - free_from.begin());
      if (slot == free_from.end()) free_from.push_back(bar.end);
      else *slot = bar.end;
    }
    timeline_.slots = free_from.size();
  }

  /// From the last edge to the one among its inputs that ended last, and so on.
  void mark_critical() {
    std::unordered_map<std::string_view, TimelineBar*> bar_of;
    for (TimelineBar& bar : timeline_.bars)
      if (auto edge = edge_of_.find(bar.output); edge != edge_of_.end())
        for (const std::string& output : edge->second->outputs) bar_of.emplace(output, &bar);
    const AliasIndex aliases(*edges_);
    auto last = std::max_element(timeline_.bars.begin(), timeline_.bars.end(),
                                 [](const TimelineBar& a, const TimelineBar& b) { return a.end < b.end; });
    TimelineBar* at = last == timeline_.bars.end() ? nullptr : &*last;
    while (at != nullptr) {
      at->is_critical = true;
      TimelineBar* before = nullptr;
      if (auto edge = edge_of_.find(at->output); edge != edge_of_.end())
        for (const std::string& input : aliases.files_behind(edge->second->inputs))
          if (auto found = bar_of.find(input); found != bar_of.end() && !found->second->is_critical)
            if (before == nullptr || found->second->end > before->end) before = found->second;
      at = before;
    }
  }

  const std::vector<LoggedOutput>& build_;
  const EdgeGraph* edges_;
  std::unordered_map<std::string_view, const Edge*> edge_of_;
  std::set<const Edge*> seen_;
  Timeline timeline_;
};

}  // namespace

PeakMemory peak_memory(const Timeline& timeline) {
  PeakMemory memory;
  // What ends makes room for what starts at the same moment: negative changes come first.
  std::vector<std::pair<Milliseconds, std::int64_t>> changes;
  for (const TimelineBar& bar : timeline.bars) {
    memory.largest = std::max(memory.largest, bar.peak_kib);
    changes.emplace_back(bar.start, bar.peak_kib);
    changes.emplace_back(bar.end, -bar.peak_kib);
  }
  std::sort(changes.begin(), changes.end());
  std::int64_t sum = 0;
  for (const auto& [moment, change] : changes) memory.at_once = std::max(memory.at_once, sum += change);
  return memory;
}

std::vector<LoggedOutput> last_build(const std::vector<LoggedOutput>& log) {
  std::vector<LoggedOutput> last, current;
  auto finish = [&] {
    if (!current.empty()) last = std::move(current);
    current.clear();
  };
  Milliseconds before = 0;
  for (const LoggedOutput& logged : log) {
    if (logged.end < before) finish();
    before = logged.end;
    if (!is_housekeeping(logged.output)) current.push_back(logged);
  }
  finish();
  return last;
}

Timeline make_timeline(const std::vector<LoggedOutput>& build, const EdgeGraph* edges) {
  return TimelineMaker(build, edges).make();
}

}  // namespace ferrule
