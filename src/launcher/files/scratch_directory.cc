#include "launcher/files/scratch_directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

#include "base/files.h"

namespace ferrule {

namespace {

constexpr int kAttempts = 100;
constexpr int kDirectoryFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW;

bool lock(int fd) {
  while (flock(fd, LOCK_EX) != 0)
    if (errno != EINTR) return false;
  return true;
}

/// Whether `path` still names the open directory `fd`: its last owner may have removed it while we waited for the
/// lock.
bool is_still_there(const std::string& path, int fd) {
  struct stat named, opened;
  return stat(path.c_str(), &named) == 0 && fstat(fd, &opened) == 0 && named.st_ino == opened.st_ino &&
         named.st_dev == opened.st_dev;
}

}  // namespace

void empty_directory(int fd) {
  int copy = openat(fd, ".", kDirectoryFlags);
  DIR* directory = copy < 0 ? nullptr : fdopendir(copy);
  if (directory == nullptr) {
    if (copy >= 0) close(copy);
    return;
  }
  while (const dirent* entry = readdir(directory)) {
    std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    if (unlinkat(fd, entry->d_name, 0) == 0) continue;
    int inner = openat(fd, entry->d_name, kDirectoryFlags);
    if (inner < 0) continue;
    empty_directory(inner);
    close(inner);
    unlinkat(fd, entry->d_name, AT_REMOVEDIR);
  }
  closedir(directory);
}

Result<ScratchDirectory> ScratchDirectory::make(const std::string& path) {
  // The lock is on the directory itself, so that no lock file stays behind.
  for (int attempt = 1;; ++attempt) {
    // Another launcher may remove the parent while this one makes it.
    if (Status made = make_directories(path); !made) {
      if (attempt < kAttempts) continue;
      return made.error();
    }
    int fd = open(path.c_str(), kDirectoryFlags);
    if (fd < 0 && errno == ENOENT) continue;
    if (fd < 0 || !lock(fd)) {
      Error error = system_error("cannot lock", path, errno);
      if (fd >= 0) close(fd);
      return error;
    }
    if (is_still_there(path, fd)) {
      empty_directory(fd);
      return ScratchDirectory(path, fd);
    }
    close(fd);
  }
}

ScratchDirectory::ScratchDirectory(ScratchDirectory&& other) noexcept
    : path_(std::move(other.path_)), fd_(other.fd_) {
  other.fd_ = -1;
}

ScratchDirectory::~ScratchDirectory() {
  if (fd_ < 0) return;
  empty_directory(fd_);
  rmdir(path_.c_str());
  rmdir(directory_of(path_).c_str());
  close(fd_);
}

}  // namespace ferrule
