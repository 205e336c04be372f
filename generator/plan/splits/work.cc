#include "plan/splits/work.h"

#include <algorithm>
#include <unordered_map>

#include "plan/edges/split_link.h"

namespace ferrule {

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

bool is_job_of_all(const Unit& unit) {
  return unit.in_build && !unit.is_foreign && !unit.is_test &&
         (unit.kind == UnitKind::compile || unit.kind == UnitKind::build_script_run);
}

TimedUnit::Kind kind_of(const Unit& unit) {
  if (unit.kind == UnitKind::build_script_run) return TimedUnit::Kind::script;
  bool is_library = unit.is_pure_library() && unit.target_kind != TargetKind::build_script;
  return is_library ? TimedUnit::Kind::library : TimedUnit::Kind::links;
}

}  // namespace

TimedGraph make_timed_graph(const CrateGraph& graph, std::span<const UnitTimes> times) {
  TimedGraph timed;
  std::unordered_map<UnitIndex, std::size_t> places;
  const bool splits_links = !has_dylibs(graph);
  for (UnitIndex index : in_order_of_ids(graph)) {
    const Unit& unit = graph.units[index];
    if (!is_job_of_all(unit)) continue;
    places[index] = timed.size();
    bool is_linked = unit.makes_rlib() || unit.has_crate_type("dylib");
    TimedUnit::Kind kind = kind_of(unit);
    bool can_split = kind == TimedUnit::Kind::library || (splits_links && can_split_link(unit));
    timed.push_back({index, kind, times[index], is_linked, can_split, unit.package.is_path});
  }
  for (TimedUnit& unit : timed)
    for (UnitIndex dependency : direct_dependencies(graph, unit.unit))
      if (auto place = places.find(dependency); place != places.end()) unit.dependencies.push_back(place->second);
  return timed;
}

std::vector<bool> rebuilt_after(const TimedGraph& graph, std::size_t changed) {
  std::vector<std::vector<std::size_t>> users(graph.size());
  for (std::size_t i = 0; i < graph.size(); ++i)
    for (std::size_t dependency : graph[i].dependencies) users[dependency].push_back(i);
  std::vector<bool> rebuilt(graph.size());
  std::vector<std::size_t> stack = {changed};
  rebuilt[changed] = true;
  while (!stack.empty()) {
    std::size_t at = stack.back();
    stack.pop_back();
    for (std::size_t user : users[at])
      if (!rebuilt[user]) {
        rebuilt[user] = true;
        stack.push_back(user);
      }
  }
  return rebuilt;
}

Milliseconds Work::total() const {
  Milliseconds sum = 0;
  for (const Job& job : jobs_) sum += job.time;
  return sum;
}

class WorkMaker {
 public:
  WorkMaker(const TimedGraph& graph, const std::vector<bool>& split, const std::vector<bool>& built, bool is_cargo)
      : graph_(graph), split_(split), built_(built), is_cargo_(is_cargo), places_(graph.size()) {}

  Work make() {
    find_what_is_compiled_against();
    work_.jobs_.reserve(3 * graph_.size());
    for (std::size_t i = 0; i < graph_.size(); ++i)
      if (is_built(i)) add_jobs(i);
    work_.first_wait_.reserve(work_.jobs_.size() + 1);
    work_.waits_.reserve(count_waits());
    for (const Job& job : work_.jobs_) {
      work_.first_wait_.push_back(work_.waits_.size());
      add_waits(job);
    }
    work_.first_wait_.push_back(work_.waits_.size());
    return std::move(work_);
  }

 private:
  /// A unit's jobs, by what others wait for; kNone where there is none.
  struct Places {
    std::size_t metadata = kNone;  // to compile against it
    std::size_t unlinked = kNone;  // to link it
    std::size_t full = kNone;      // its rlib, or whatever it is
    std::size_t link = kNone;      // its rlib and those below it
    bool is_compiled_against = false;
  };

  /// At most so many.
  std::size_t count_waits() const {
    std::size_t count = 0;
    for (const Job& job : work_.jobs_) count += graph_[job.unit].dependencies.size() + 1;
    return count;
  }

  bool is_built(std::size_t unit) const { return built_.empty() || built_[unit]; }

  bool is_split(std::size_t unit) const { return !is_cargo_ && graph_[unit].can_split && split_[unit]; }

  /// ninja makes no metadata that nothing asks for.
  void find_what_is_compiled_against() {
    for (std::size_t i = 0; i < graph_.size(); ++i)
      if ((graph_[i].kind == TimedUnit::Kind::library || is_split(i)) && is_built(i))
        for (std::size_t dependency : graph_[i].dependencies) places_[dependency].is_compiled_against = true;
  }

  std::size_t add(std::size_t unit, Job::Part part, Milliseconds time, Milliseconds metadata_time) {
    work_.jobs_.push_back({unit, part, time, metadata_time});
    return work_.jobs_.size() - 1;
  }

  void add_jobs(std::size_t index) {
    const TimedUnit& unit = graph_[index];
    const UnitTimes& times = unit.times;
    Places& places = places_[index];
    bool is_library = unit.kind == TimedUnit::Kind::library;
    if (is_split(index) && !is_library) {
      places.unlinked = add(index, Job::Part::unlinked, times.metadata, times.metadata);
      places.metadata = places.full = add(index, Job::Part::link, times.codegen, times.codegen);
    } else if (is_split(index)) {
      if (places.is_compiled_against)
        places.metadata = add(index, Job::Part::metadata, times.metadata, times.metadata);
      places.full = add(index, Job::Part::codegen, times.codegen, times.codegen);
    } else {
      Milliseconds early = is_library && is_cargo_ ? std::min(times.metadata, times.whole) : times.whole;
      places.metadata = places.full = add(index, Job::Part::whole, times.whole, early);
    }
    if (unit.is_linked) places.link = add(index, Job::Part::link_alias, 0, 0);
  }

  void wait_for(std::size_t job, bool for_metadata = false) {
    if (job != kNone) work_.waits_.push_back({job, for_metadata});
  }

  void add_waits(const Job& job) {
    const TimedUnit& unit = graph_[job.unit];
    bool is_alias = job.part == Job::Part::link_alias;
    if (is_alias) wait_for(places_[job.unit].full);
    if (job.part == Job::Part::link) wait_for(places_[job.unit].unlinked);
    bool is_library = unit.kind == TimedUnit::Kind::library && !is_alias;
    bool compiles_only = is_library || job.part == Job::Part::unlinked;
    for (std::size_t dependency : unit.dependencies) {
      const Places& places = places_[dependency];
      if (compiles_only) wait_for(places.metadata, /*for_metadata=*/true);
      else if (graph_[dependency].is_linked) wait_for(places.link);
      else if (!is_alias) wait_for(places.full);
    }
  }

  const TimedGraph& graph_;
  const std::vector<bool>& split_;
  const std::vector<bool>& built_;
  bool is_cargo_;
  std::vector<Places> places_;
  Work work_;
};

Work make_work(const TimedGraph& graph, const std::vector<bool>& split, const std::vector<bool>& built) {
  return WorkMaker(graph, split, built, /*is_cargo=*/false).make();
}

Work make_cargo_work(const TimedGraph& graph) { return WorkMaker(graph, {}, {}, /*is_cargo=*/true).make(); }

}  // namespace ferrule
