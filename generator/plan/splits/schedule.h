// How long a build takes on so many cores, by simulation: a core that is free takes, of the jobs that are ready, the
// one from which the longest critical path of work leads on. That is ninja's order where build.ninja has the critical
// path first, and near to Cargo's.
#pragma once

#include <cstddef>
#include <vector>

#include "plan/splits/work.h"

namespace ferrule {

struct CriticalPath {
  /// In the order in which they run; without link aliases.
  std::vector<std::size_t> jobs;
  /// Cargo's dependents don't wait for the end of a job.
  Milliseconds length = 0;
};

struct Schedule {
  /// From the first start to the last end.
  Milliseconds length = 0;
  /// By job.
  std::vector<Milliseconds> starts;
  /// The chain of jobs that takes longest however many cores there are.
  CriticalPath critical_path;
};

/// A job has one core for itself: threads of rustc are not looked at.
Schedule simulate(const Work& work, int cores);

/// Of each job, how long the longest chain takes that starts with it.
std::vector<Milliseconds> critical_times(const Work& work);

/// Of each job, how long the longest chain takes that it is part of.
std::vector<Milliseconds> chains_through(const Work& work);

CriticalPath critical_path(const Work& work);

}  // namespace ferrule
