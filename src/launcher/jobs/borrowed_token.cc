#include "launcher/jobs/borrowed_token.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace ferrule {

namespace {

/// The pipe as a file of our own: whether reading waits is a property of the file, and others who have inherited it
/// rely on theirs.
int open_again(const JobserverAddress& address, int end, int mode) {
  std::string path = address.fifo.empty() ? "/proc/self/fd/" + std::to_string(end) : address.fifo;
  // A named pipe opened for one direction alone waits for the other side.
  if (!address.fifo.empty()) mode = O_RDWR;
  return open(path.c_str(), mode | O_NONBLOCK | O_CLOEXEC);
}

}  // namespace

std::optional<BorrowedToken> BorrowedToken::wait_for(const JobserverAddress& address, JobSlots first) {
  BorrowedToken borrowed(std::move(first), open_again(address, address.read_end, O_RDONLY),
                         open_again(address, address.write_end, O_WRONLY));
  if (borrowed.read_end_ < 0 || borrowed.write_end_ < 0) return std::nullopt;
  while (!borrowed.first_.try_take()) {
    char token;
    ssize_t count = read(borrowed.read_end_, &token, 1);
    if (count == 1) {
      borrowed.token_ = token;
      return borrowed;
    }
    if (count == 0 || (errno != EAGAIN && errno != EINTR)) return std::nullopt;
    // Either may come free, and only one of them can be waited for.
    constexpr int kMilliseconds = 10;
    pollfd file = {borrowed.read_end_, POLLIN, 0};
    poll(&file, 1, kMilliseconds);
  }
  return borrowed;
}

BorrowedToken::BorrowedToken(BorrowedToken&& other) noexcept
    : first_(std::move(other.first_)), read_end_(std::exchange(other.read_end_, -1)),
      write_end_(std::exchange(other.write_end_, -1)), token_(std::exchange(other.token_, std::nullopt)) {}

BorrowedToken::~BorrowedToken() {
  if (token_) [[maybe_unused]]
    ssize_t written = write(write_end_, &*token_, 1);
  if (read_end_ >= 0) close(read_end_);
  if (write_end_ >= 0) close(write_end_);
}

}  // namespace ferrule
