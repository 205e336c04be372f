#include "base/file_time.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>

#include "base/files.h"

namespace ferrule {

namespace {

constexpr FileTime kMillisecond = 1'000'000;
constexpr FileTime kSecond = 1'000 * kMillisecond;

/// No local file system ticks more slowly. One whose clock is further behind is on another machine, and may be ahead
/// or behind by any time.
constexpr FileTime kLongestTick = 20 * kMillisecond;

FileTime nanoseconds(const timespec& time) { return time.tv_sec * kSecond + time.tv_nsec; }

FileTime now() {
  timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return nanoseconds(time);
}

/// The time that the open file gets when it is written now.
FileTime tick(int fd) {
  struct stat status;
  if (futimens(fd, nullptr) != 0 || fstat(fd, &status) != 0) return now() - kLongestTick;
  return written_at(status);
}

}  // namespace

FileTime written_at(const struct stat& status) { return nanoseconds(status.st_mtim); }

Result<FileTime> time_between(const std::string& clock) {
  constexpr timespec kPause{0, kMillisecond / 2};
  constexpr int kFlags = O_WRONLY | O_CREAT | O_CLOEXEC;
  const FileTime called = now();
  int fd = open(clock.c_str(), kFlags, 0666);
  if (fd < 0 && errno == ENOENT) {
    if (Status made = make_directories(directory_of(clock)); !made) return made.error();
    fd = open(clock.c_str(), kFlags, 0666);
  }
  if (fd < 0) return system_error("cannot create", clock, errno);
  FileTime time;
  while ((time = tick(fd)) <= called && time > called - kLongestTick && now() < called + 2 * kLongestTick)
    nanosleep(&kPause, nullptr);
  close(fd);
  return time - 1;
}

bool is_written_since(const std::string& path, FileTime time) {
  struct stat status;
  if (stat(path.c_str(), &status) != 0) return true;
  return written_at(status) > time && written_at(status) < now() + kSecond;
}

Status set_file_time(const std::string& path, FileTime time) {
  const timespec times[2] = {{0, UTIME_OMIT}, {time / kSecond, time % kSecond}};
  if (utimensat(AT_FDCWD, path.c_str(), times, AT_SYMLINK_NOFOLLOW) == 0) return {};
  return system_error("cannot set the time of", path, errno);
}

}  // namespace ferrule
