#include "base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <vector>

#include "base/new_file.h"
#include "base/strings.h"

namespace ferrule {

Error system_error(std::string_view what, std::string_view path, int error_number) {
  Error error;
  error.message = std::string(what) + " `" + std::string(path) + "`: " + std::strerror(error_number);
  if (error_number == ENOSPC) error.help = "free some space on that disk, then run the same command again";
  if (error_number == EROFS) error.help = "the disk is read-only: build in another directory";
  if (error_number == EACCES || error_number == EPERM)
    error.help = "check who owns it and its permissions (`ls -ld`)";
  return error;
}

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

std::string directory_of(std::string_view path) {
  std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  if (slash == 0) return "/";
  return std::string(path.substr(0, slash));
}

std::string_view file_name(std::string_view path) {
  std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string join_path(std::string_view base, std::string_view path) {
  if (path.starts_with('/') || base.empty()) return std::string(path);
  std::string joined(base);
  if (!joined.ends_with('/')) joined += '/';
  joined += path;
  return joined;
}

std::string normalize_path(std::string_view path) {
  std::vector<std::string_view> kept;
  bool absolute = path.starts_with('/');
  for (std::string_view piece : split(path, '/')) {
    if (piece.empty() || piece == ".") continue;
    if (piece == ".." && !kept.empty() && kept.back() != "..")
      kept.pop_back();
    else if (piece != ".." || !absolute)
      kept.push_back(piece);
  }
  std::string result = absolute ? "/" : "";
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (i > 0) result += '/';
    result += kept[i];
  }
  return result.empty() ? "." : result;
}

}  // namespace ferrule
