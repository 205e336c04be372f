// The work of a build, as far as scheduling goes: jobs that take time, and which of them wait for which others.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "graph/crate_graph.h"
#include "graph/unit_times.h"

namespace ferrule {

/// A unit of a build and how long its edges take.
struct TimedUnit {
  enum class Kind {
    library,
    links,   // waits for the full rlibs of its dependencies, all the way down
    script,  // the run of a build script
  };
  UnitIndex unit = 0;
  Kind kind = Kind::library;
  UnitTimes times;
  /// Has an rlib, or another library, that others link.
  bool is_linked = false;
  /// It can have two edges.
  bool can_split = false;
  /// Of a path package: people edit it.
  bool is_path = false;
  /// Places in TimedGraph.
  std::vector<std::size_t> dependencies = {};
};

/// What `all` builds.
using TimedGraph = std::vector<TimedUnit>;

/// `times` are the units' of `graph`, in their order.
TimedGraph make_timed_graph(const CrateGraph& graph, std::span<const UnitTimes> times);

/// The units that must be built again when the source of `changed` has changed: it and what depends on it. In the
/// order of the graph.
std::vector<bool> rebuilt_after(const TimedGraph& graph, std::size_t changed);

struct Job {
  enum class Part { whole, metadata, codegen, unlinked, link, link_alias };
  std::size_t unit;  // place in TimedGraph
  Part part;
  Milliseconds time;
  /// Since its start: when what needs only metadata may start. Equal to `time` except under Cargo's pipelining, where
  /// rustc says so on its way.
  Milliseconds metadata_time;
};

struct Wait {
  std::size_t job;
  /// Until its metadata_time rather than its end.
  bool for_metadata;
};

class Work {
 public:
  std::span<const Job> jobs() const { return jobs_; }
  std::span<const Wait> waits_of(std::size_t job) const {
    return std::span(waits_).subspan(first_wait_[job], first_wait_[job + 1] - first_wait_[job]);
  }
  /// The time of all jobs together.
  Milliseconds total() const;

 private:
  friend class WorkMaker;
  std::vector<Job> jobs_;
  std::vector<Wait> waits_;
  std::vector<std::size_t> first_wait_;
};

/// The jobs of a build where these units have two edges and the others one. Of `built` only units that are true are
/// built, the others are there; empty for all.
Work make_work(const TimedGraph& graph, const std::vector<bool>& split, const std::vector<bool>& built = {});

/// The jobs of Cargo's own build: one for each unit, and dependents start when rustc has written the metadata.
Work make_cargo_work(const TimedGraph& graph);

}  // namespace ferrule
