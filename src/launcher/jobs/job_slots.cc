#include "launcher/jobs/job_slots.h"

#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace ferrule {

namespace {

// The bytes of the file.
constexpr int kHungry = 0;  // shared by all who are
constexpr int kFirstSlot = 1;
constexpr int kFirstWaiter = 1 << 16;  // each has locked one, which it may share; the more urgent come first
constexpr int kMostUrgent = 1 << 30;

int waiters_byte(std::int64_t urgency) {
  return kFirstWaiter + kMostUrgent - static_cast<int>(std::clamp<std::int64_t>(urgency, 0, kMostUrgent));
}

void wait(int milliseconds) {
  timespec moment = {0, milliseconds * 1'000'000};
  nanosleep(&moment, nullptr);
}

bool is_taken(int error) { return error == EAGAIN || error == EACCES || error == EINTR; }

}  // namespace

std::optional<JobSlots> JobSlots::open(const std::string& path, int number) {
  std::optional<LockFile> file = LockFile::open(path);
  if (!file) return std::nullopt;
  return JobSlots(std::move(*file), number);
}

// Not all begin at the first slot: then each finds a free one at once, mostly.
JobSlots::JobSlots(LockFile file, int number) : file_(std::move(file)), number_(number), next_(getpid() % number) {}

bool JobSlots::is_locked_by_others(int byte, int number) const {
  return file_.lock_of_others({byte, number}).has_value();
}

bool JobSlots::wait_and_take(std::int64_t urgency, int patience) {
  const int place = waiters_byte(urgency);
  if (!is_locked_by_others(kFirstWaiter, place + 1 - kFirstWaiter)) {
    if (try_take()) return true;
    if (!is_taken(errno)) return false;
  }
  if (!file_.try_shared({place})) return false;
  const bool took = wait_at(place, patience);
  file_.unlock({place});
  return took;
}

bool JobSlots::wait_at(int place, int patience) {
  constexpr int kMilliseconds = 2;
  const int looks_needed = 1 + (patience + kMilliseconds - 1) / kMilliseconds;
  const auto is_first = [&] {
    return place == kFirstWaiter || !is_locked_by_others(kFirstWaiter, place - kFirstWaiter);
  };
  for (int looks = 0;;) {
    // Only one looks often, however many wait.
    wait(is_first() ? kMilliseconds : 5 * kMilliseconds);
    // A more urgent one may have come meanwhile.
    looks = is_first() && free(1) > 0 ? looks + 1 : 0;
    if (looks < looks_needed) continue;
    if (try_take()) return true;
    if (!is_taken(errno)) return false;
  }
}

bool JobSlots::try_take() {
  errno = EAGAIN;
  for (int i = 0; i < number_; ++i) {
    int byte = kFirstSlot + (next_ + i) % number_;
    if (std::find(taken_.begin(), taken_.end(), byte) != taken_.end()) continue;
    if (file_.try_exclusive({byte})) {
      taken_.push_back(byte);
      return true;
    }
  }
  return false;
}

void JobSlots::give_back() {
  if (taken_.empty()) return;
  file_.unlock({taken_.back()});
  taken_.pop_back();
}

int JobSlots::free(int enough) const {
  int free = 0;
  for (int i = 0; i < number_ && free < enough; ++i) {
    int byte = kFirstSlot + (next_ + i) % number_;
    bool is_own = std::find(taken_.begin(), taken_.end(), byte) != taken_.end();
    if (!is_own && !is_locked_by_others(byte)) ++free;
  }
  return free;
}

bool JobSlots::is_awaited() const { return is_locked_by_others(kFirstWaiter, 0); }

void JobSlots::set_hungry(bool hungry) {
  if (hungry == hungry_) return;
  if (hungry) file_.try_shared({kHungry});
  else file_.unlock({kHungry});
  hungry_ = hungry;
}

bool JobSlots::others_are_hungry() const { return is_locked_by_others(kHungry); }

}  // namespace ferrule
