#include "base/new_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <utility>

#include "base/system_error.h"

namespace ferrule {

NewFile::NewFile(std::string path, std::string called) : path_(std::move(path)), called_(std::move(called)) {}

NewFile::~NewFile() {
  if (fd_ < 0) return;
  close(fd_);
  unlink(path_.c_str());
}

Status NewFile::open() {
  if (fd_ >= 0) return {};
  fd_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  return fd_ >= 0 ? Status() : system_error("cannot create", path_, errno);
}

Status NewFile::write(std::string_view bytes) {
  if (Status opened = open(); !opened) return opened;
  while (!bytes.empty()) {
    ssize_t count = ::write(fd_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error("cannot write", called_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

Status NewFile::copy(int from, std::uint64_t offset, std::uint64_t count, const std::string& called) {
  constexpr std::uint64_t kSize = 1 << 18;
  const std::unique_ptr<char[]> buffer(new char[kSize]);
  while (count > 0) {
    ssize_t got = pread(from, buffer.get(), std::min(count, kSize), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error("cannot read", called, errno);
    if (got == 0) return Error{"`" + called + "` ends too early"};
    if (Status written = write({buffer.get(), static_cast<std::size_t>(got)}); !written) return written;
    offset += static_cast<std::uint64_t>(got);
    count -= static_cast<std::uint64_t>(got);
  }
  return {};
}

Status NewFile::finish() {
  if (Status opened = open(); !opened) return opened;
  if (close(std::exchange(fd_, -1)) == 0) return {};
  const int reason = errno;
  unlink(path_.c_str());
  return system_error("cannot write", called_, reason);
}

}  // namespace ferrule
