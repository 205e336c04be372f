#include "launcher/jobs/token_pipe.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <string>

namespace ferrule {

std::optional<TokenPipe> TokenPipe::open() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  std::string read_end = "/proc/self/fd/" + std::to_string(ends[0]);
  TokenPipe pipe({ends[0], ends[1], ::open(read_end.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)});
  if (pipe.files_[2] < 0) return std::nullopt;
  return pipe;
}

TokenPipe::TokenPipe(TokenPipe&& other) noexcept : files_(other.files_) { other.files_ = {-1, -1, -1}; }

TokenPipe::~TokenPipe() {
  for (int fd : files_)
    if (fd >= 0) close(fd);
}

int TokenPipe::unused() const {
  int bytes = 0;
  return ioctl(files_[2], FIONREAD, &bytes) == 0 ? bytes : 0;
}

bool TokenPipe::put() { return write(files_[1], "+", 1) == 1; }

bool TokenPipe::take() {
  char token;
  return read(files_[2], &token, 1) == 1;
}

}  // namespace ferrule
