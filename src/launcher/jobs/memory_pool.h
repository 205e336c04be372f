// The memory that the edges of a build directory share, as each is expected to take it. Processes know of each other
// by the locks on a file (lock_file.h): the length of a lock says how much. So a killed edge gives its share back,
// and nothing is counted anywhere.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "launcher/jobs/lock_file.h"
#include "launcher/jobs/memory_rule.h"

namespace ferrule {

class MemoryPool {
 public:
  /// What the machine has at the moment; nothing if that can't be known.
  using Measure = std::function<std::optional<Mebibytes>()>;

  /// `path` is made if it isn't there. Nothing where it can't be locked.
  static std::optional<MemoryPool> open(const std::string& path);

  /// Waits until `need` fits into what `budget` leaves (memory_rule.h), and takes it until the pool is destroyed.
  /// False if the file can't be locked any more.
  bool wait_and_take(Mebibytes need, Mebibytes budget);

  /// The same with what there was when none of the processes that run now had taken anything: the first one measures,
  /// and the others go by that as long as any of them lives. What takes more than an eighth of it must also be there
  /// at the moment. True without taking anything if it can't be measured.
  bool wait_and_take(Mebibytes need, const Measure& measure);

 private:
  explicit MemoryPool(LockFile file) : file_(std::move(file)) {}
  std::optional<Mebibytes> common_budget(const Measure& measure);
  bool wait_and_take(Mebibytes need, Mebibytes budget, const Measure* at_hand);
  bool try_take(Mebibytes need, MemoryUse use);
  void wait_in_line(Mebibytes need);
  MemoryUse look() const;

  LockFile file_;
  std::optional<ByteRange> place_;  // in the line of those that wait
};

}  // namespace ferrule
