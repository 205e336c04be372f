#include "launcher/jobs/lock_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace ferrule {

namespace {

struct flock lock_of(short type, ByteRange range) {
  struct flock lock = {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = range.start;
  lock.l_len = range.length;
  return lock;
}

bool set(int fd, int how, short type, ByteRange range) {
  struct flock lock = lock_of(type, range);
  return fcntl(fd, how, &lock) == 0;
}

}  // namespace

std::optional<LockFile> LockFile::open(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd < 0) return std::nullopt;
  LockFile file(fd);
  struct flock any = lock_of(F_WRLCK, {});
  if (fcntl(fd, F_OFD_GETLK, &any) != 0) return std::nullopt;
  return file;
}

LockFile::LockFile(LockFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

LockFile::~LockFile() {
  if (fd_ >= 0) close(fd_);
}

bool LockFile::try_exclusive(ByteRange range) { return set(fd_, F_OFD_SETLK, F_WRLCK, range); }

bool LockFile::try_shared(ByteRange range) { return set(fd_, F_OFD_SETLK, F_RDLCK, range); }

bool LockFile::wait_exclusive(ByteRange range) {
  while (!set(fd_, F_OFD_SETLKW, F_WRLCK, range))
    if (errno != EINTR) return false;
  return true;
}

void LockFile::unlock(ByteRange range) { set(fd_, F_OFD_SETLK, F_UNLCK, range); }

std::optional<ByteRange> LockFile::lock_of_others(ByteRange range) const {
  struct flock lock = lock_of(F_WRLCK, range);
  if (fcntl(fd_, F_OFD_GETLK, &lock) != 0 || lock.l_type == F_UNLCK) return std::nullopt;
  return ByteRange{lock.l_start, lock.l_len};
}

std::vector<ByteRange> LockFile::locks_of_others(ByteRange range) const {
  // The kernel names any of them: what is in front of it and behind it is asked for in turn.
  const std::optional<ByteRange> found = lock_of_others(range);
  if (!found) return {};
  std::vector<ByteRange> all;
  if (found->start > range.start) all = locks_of_others({range.start, found->start - range.start});
  all.push_back(*found);
  const std::int64_t end = found->start + found->length;
  if (found->length > 0 && end < range.start + range.length) {
    const std::vector<ByteRange> behind = locks_of_others({end, range.start + range.length - end});
    all.insert(all.end(), behind.begin(), behind.end());
  }
  return all;
}

}  // namespace ferrule
