// A token of a surrounding make's jobserver that stands for this edge. ninja before 1.13 takes none for the edges
// that it starts.
#pragma once

#include <optional>
#include <string>

#include "launcher/edge/make_flags.h"
#include "launcher/jobs/job_slots.h"

namespace ferrule {

class BorrowedToken {
 public:
  /// Waits for a token. make has given ninja itself the right to run one process without any; `first` is a pool with
  /// this one slot, and who gets it needs no token. Nothing if the jobserver can't be read.
  static std::optional<BorrowedToken> wait_for(const JobserverAddress& address, JobSlots first);

  BorrowedToken(BorrowedToken&& other) noexcept;
  BorrowedToken& operator=(BorrowedToken&&) = delete;
  /// Gives it back, the same byte. (If the process is killed the token is lost, as with make.)
  ~BorrowedToken();

 private:
  BorrowedToken(JobSlots first, int read_end, int write_end)
      : first_(std::move(first)), read_end_(read_end), write_end_(write_end) {}

  JobSlots first_;
  int read_end_;
  int write_end_;
  std::optional<char> token_;
};

}  // namespace ferrule
