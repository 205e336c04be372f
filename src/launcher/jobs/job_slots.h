// A pool of job slots that is shared by processes which know nothing of each other but a file: each slot is a byte of
// it, and who has locked the byte (lock_file.h) has the slot. So no slot is ever lost.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "launcher/jobs/lock_file.h"

namespace ferrule {

/// One process's view of the pool. (Another JobSlots of the same process counts as another process.)
class JobSlots {
 public:
  /// The pool of `number` slots in the file `path`, which is made if it isn't there and stays empty. Nothing where
  /// such locks don't work (some network file systems, Linux before 3.15).
  static std::optional<JobSlots> open(const std::string& path, int number);

  JobSlots(JobSlots&& other) noexcept = default;
  JobSlots& operator=(JobSlots&&) = delete;
  /// Gives everything back.
  ~JobSlots() = default;

  /// Waits for a slot and takes it; of several callers that wait, the one with the greatest `urgency` is first. False
  /// if the file can't be locked any more.
  ///
  /// A caller that arrives while a slot is free, and no equally urgent caller is waiting, takes it immediately. A
  /// waiter leaves a newly freed slot alone for `patience` milliseconds, in case releasing it unblocked a more urgent
  /// edge.
  bool wait_and_take(std::int64_t urgency = 0, int patience = 0);
  /// Takes a slot if one is free.
  bool try_take();
  /// Gives back the slot that was taken last, if any.
  void give_back();

  /// How many this object has taken.
  int taken() const { return static_cast<int>(taken_.size()); }
  /// How many nobody has; counts no further than `enough`.
  int free(int enough) const;
  /// Whether somebody is in wait_and_take().
  bool is_awaited() const;

  /// Lets others know that this process could do with one more slot than there is, or that it needs none.
  void set_hungry(bool hungry);
  bool others_are_hungry() const;

 private:
  JobSlots(LockFile file, int number);
  bool wait_at(int place, int patience);
  /// Whether anybody has a lock on any of the bytes; 0 of them are all that follow.
  bool is_locked_by_others(int byte, int number = 1) const;

  LockFile file_;
  int number_;
  int next_;  // where to look first
  bool hungry_ = false;
  std::vector<int> taken_;  // their bytes
};

}  // namespace ferrule
