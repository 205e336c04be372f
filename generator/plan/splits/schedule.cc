#include "plan/splits/schedule.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <span>
#include <tuple>
#include <utility>

namespace ferrule {

namespace {

/// What waits for a job: the inverse of Work's waits, in one array.
class Waiters {
 public:
  explicit Waiters(const Work& work) : first_(work.jobs().size() + 1), count_(work.jobs().size()) {
    for (std::size_t job = 0; job < count_.size(); ++job) {
      count_[job] = work.waits_of(job).size();
      for (const Wait& wait : work.waits_of(job)) ++first_[wait.job + 1];
    }
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    waiters_.resize(first_.back());
    std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
    for (std::size_t job = 0; job < count_.size(); ++job)
      for (const Wait& wait : work.waits_of(job)) waiters_[next[wait.job]++] = {job, wait.for_metadata};
  }

  /// Of each the job that waits, and what for.
  std::span<const Wait> of(std::size_t job) const {
    return std::span(waiters_).subspan(first_[job], first_[job + 1] - first_[job]);
  }
  /// How many waits each job has.
  const std::vector<std::size_t>& counts() const { return count_; }

 private:
  std::vector<std::size_t> first_, count_;
  std::vector<Wait> waiters_;
};

Milliseconds time_until(const Job& job, const Wait& wait) { return wait.for_metadata ? job.metadata_time : job.time; }

/// Jobs after all that they wait for. A circle, which Cargo doesn't have, would be left out.
std::vector<std::size_t> in_topological_order(const Waiters& waiters) {
  std::vector<std::size_t> left = waiters.counts(), order;
  order.reserve(left.size());
  for (std::size_t job = 0; job < left.size(); ++job)
    if (left[job] == 0) order.push_back(job);
  for (std::size_t at = 0; at < order.size(); ++at)
    for (const Wait& waiter : waiters.of(order[at]))
      if (--left[waiter.job] == 0) order.push_back(waiter.job);
  return order;
}

/// Of each job, how long the longest chain of jobs from its start on takes.
std::vector<Milliseconds> critical_times(const Work& work, const Waiters& waiters) {
  std::vector<Milliseconds> found(work.jobs().size());
  std::vector<std::size_t> order = in_topological_order(waiters);
  for (auto job = order.rbegin(); job != order.rend(); ++job) {
    const Job& self = work.jobs()[*job];
    found[*job] = self.time;
    for (const Wait& waiter : waiters.of(*job))
      found[*job] = std::max(found[*job], time_until(self, waiter) + found[waiter.job]);
  }
  return found;
}

/// The critical path, by how long each job's chain takes.
CriticalPath find_critical_path(const Work& work, const Waiters& waiters,
                                const std::vector<Milliseconds>& critical_time) {
  CriticalPath path;
  auto top = std::max_element(critical_time.begin(), critical_time.end());
  if (top == critical_time.end()) return path;
  path.length = *top;
  std::size_t at = static_cast<std::size_t>(top - critical_time.begin());
  for (bool goes_on = true; goes_on;) {
    const Job& self = work.jobs()[at];
    if (self.part != Job::Part::link_alias) path.jobs.push_back(at);
    goes_on = false;
    for (const Wait& waiter : waiters.of(at)) {
      if (time_until(self, waiter) + critical_time[waiter.job] != critical_time[at]) continue;
      at = waiter.job;
      goes_on = true;
      break;
    }
  }
  return path;
}

class Simulation {
 public:
  Simulation(const Work& work, int cores)
      : work_(work), waiters_(work), left_(waiters_.counts()), critical_times_(critical_times(work, waiters_)),
        free_(cores) {
    schedule_.starts.resize(left_.size());
    schedule_.critical_path = find_critical_path(work, waiters_, critical_times_);
  }

  Schedule run() {
    for (std::size_t job = 0; job < left_.size(); ++job)
      if (left_[job] == 0) make_ready(job, 0);
    start_ready(0);
    while (!events_.empty()) {
      Milliseconds now = events_.top().time;
      while (!events_.empty() && events_.top().time == now) {
        Event event = events_.top();
        events_.pop();
        happen(event);
      }
      start_ready(now);
    }
    return std::move(schedule_);
  }

 private:
  struct Event {
    Milliseconds time;
    std::size_t job;
    bool is_end;  // or only the metadata is there
    bool operator>(const Event& other) const {
      return std::tie(time, job, is_end) > std::tie(other.time, other.job, other.is_end);
    }
  };

  void make_ready(std::size_t job, Milliseconds now) {
    if (work_.jobs()[job].part != Job::Part::link_alias) {
      ready_.push({critical_times_[job], ~job});  // of equals the first
      return;
    }
    schedule_.starts[job] = now;  // takes no core
    release(job, now, /*for_metadata=*/true);
    release(job, now, /*for_metadata=*/false);
  }

  void release(std::size_t job, Milliseconds now, bool for_metadata) {
    for (const Wait& waiter : waiters_.of(job))
      if (waiter.for_metadata == for_metadata && --left_[waiter.job] == 0) make_ready(waiter.job, now);
  }

  void happen(const Event& event) {
    const Job& job = work_.jobs()[event.job];
    bool metadata_is_new = !event.is_end || job.metadata_time == job.time;
    if (metadata_is_new) release(event.job, event.time, /*for_metadata=*/true);
    if (!event.is_end) return;
    release(event.job, event.time, /*for_metadata=*/false);
    ++free_;
    schedule_.length = std::max(schedule_.length, event.time);
  }

  void start_ready(Milliseconds now) {
    for (; free_ > 0 && !ready_.empty(); --free_) {
      std::size_t job = ~ready_.top().second;
      ready_.pop();
      schedule_.starts[job] = now;
      const Job& started = work_.jobs()[job];
      if (started.metadata_time != started.time) events_.push({now + started.metadata_time, job, false});
      events_.push({now + started.time, job, true});
    }
  }

  const Work& work_;
  Waiters waiters_;
  std::vector<std::size_t> left_;
  std::vector<Milliseconds> critical_times_;
  int free_;
  std::priority_queue<std::pair<Milliseconds, std::size_t>> ready_;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  Schedule schedule_;
};

}  // namespace

Schedule simulate(const Work& work, int cores) { return Simulation(work, std::max(cores, 1)).run(); }

std::vector<Milliseconds> critical_times(const Work& work) { return critical_times(work, Waiters(work)); }

std::vector<Milliseconds> chains_through(const Work& work) {
  Waiters waiters(work);
  std::vector<Milliseconds> start(work.jobs().size()), chain = critical_times(work, waiters);
  for (std::size_t job : in_topological_order(waiters)) {
    for (const Wait& waiter : waiters.of(job))
      start[waiter.job] = std::max(start[waiter.job], start[job] + time_until(work.jobs()[job], waiter));
    chain[job] += start[job];
  }
  return chain;
}

CriticalPath critical_path(const Work& work) {
  Waiters waiters(work);
  return find_critical_path(work, waiters, critical_times(work, waiters));
}

}  // namespace ferrule
