#include "base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "base/new_file.h"

namespace ferrule {

Result<std::string> read_file(const std::string& path) {
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return system_error("cannot open", path, errno);
  std::string text;
  struct stat status;
  if (fstat(fd, &status) == 0 && status.st_size > 0) text.reserve(static_cast<std::size_t>(status.st_size));
  char buffer[65536];
  for (;;) {
    ssize_t count = read(fd, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      int reason = errno;
      close(fd);
      return system_error("cannot read", path, reason);
    }
    if (count == 0) break;
    text.append(buffer, static_cast<std::size_t>(count));
  }
  close(fd);
  return text;
}

namespace {

/// Writes to `place`; errors speak of `path`.
Status write_to(const std::string& place, const std::string& path, std::string_view text) {
  NewFile file(place, path);
  if (Status written = file.write(text); !written) return written;
  return file.finish();
}

}  // namespace

Status create_file(const std::string& path, std::string_view text) { return write_to(path, path, text); }

Status write_file(const std::string& path, std::string_view text) {
  std::string temporary = path + ".tmp" + std::to_string(getpid());
  if (Status written = write_to(temporary, path, text); !written) return written;
  if (rename(temporary.c_str(), path.c_str()) != 0) {
    int reason = errno;
    unlink(temporary.c_str());
    return system_error("cannot write", path, reason);
  }
  return {};
}

Result<bool> write_file_if_changed(const std::string& path, std::string_view text) {
  struct stat status;
  if (stat(path.c_str(), &status) == 0 && static_cast<std::size_t>(status.st_size) == text.size()) {
    Result<std::string> old = read_file(path);
    if (old && *old == text) return false;
  }
  if (Status written = write_file(path, text); !written) return written.error();
  return true;
}

Status make_directories(const std::string& path) {
  if (path.empty() || mkdir(path.c_str(), 0777) == 0) return {};
  if (errno == ENOENT) {
    if (Status parent = make_directories(directory_of(path)); !parent) return parent;
    if (mkdir(path.c_str(), 0777) == 0) return {};
  }
  int reason = errno;
  struct stat status;
  if (reason == EEXIST && stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) return {};
  // It was there, and another process has removed it in the meantime.
  if (reason == EEXIST && lstat(path.c_str(), &status) != 0 && errno == ENOENT) return make_directories(path);
  return system_error("cannot create the directory", path, reason);
}

}  // namespace ferrule
