#include "system/disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "formats/input_state.h"

namespace ferrule {

namespace {

/// There is no lock file to leave: the directory itself is locked.
class RealLock : public DirectoryLock {
 public:
  explicit RealLock(int fd) : fd_(fd) {}
  RealLock(const RealLock&) = delete;
  RealLock& operator=(const RealLock&) = delete;
  ~RealLock() override { close(fd_); }

  void take(const std::function<void()>& on_wait) const {
    if (flock(fd_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
    on_wait();
    while (flock(fd_, LOCK_EX) != 0 && errno == EINTR) {
    }
  }

  /// Whoever had it may have removed the directory.
  bool is_of(const std::string& directory) const {
    struct stat mine, there;
    return fstat(fd_, &mine) == 0 && stat(directory.c_str(), &there) == 0 && mine.st_dev == there.st_dev &&
           mine.st_ino == there.st_ino;
  }

 private:
  int fd_;
};

class RealDisk : public Disk {
 public:
  Result<std::string> read(const std::string& path) const override { return read_file(path); }

  Result<bool> write(const std::string& path, std::string_view text) override {
    return write_file_if_changed(path, text);
  }

  Status create(const std::string& path, std::string_view text) override { return create_file(path, text); }

  Status make_directories(const std::string& path) override { return ferrule::make_directories(path); }

  Result<std::unique_ptr<DirectoryLock>> lock(const std::string& directory,
                                              const std::function<void()>& on_wait) override {
    for (;;) {
      if (Status made = ferrule::make_directories(directory); !made) return made.error();
      int fd = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
      if (fd < 0 && errno == ENOENT) continue;
      if (fd < 0) return system_error("cannot open", directory, errno);
      auto lock = std::make_unique<RealLock>(fd);
      lock->take(on_wait);
      if (lock->is_of(directory)) return Result<std::unique_ptr<DirectoryLock>>(std::move(lock));
    }
  }

  std::vector<std::string> list(const std::string& path) const override {
    std::vector<std::string> names;
    // A directory_iterator makes a path of each entry, which takes three times as long.
    DIR* directory = opendir(path.c_str());
    if (directory == nullptr) return names;
    while (const dirent* entry = readdir(directory))
      if (std::string_view name = entry->d_name; name != "." && name != "..") names.emplace_back(name);
    closedir(directory);
    std::sort(names.begin(), names.end());
    return names;
  }

  std::optional<FileStamp> stamp(const std::string& path) const override {
    struct stat status;
    if (stat(path.c_str(), &status) != 0) return std::nullopt;
    return FileStamp{status.st_mtim.tv_sec * 1'000'000'000ll + status.st_mtim.tv_nsec,
                     static_cast<std::uint64_t>(status.st_size)};
  }

  std::optional<std::int64_t> changed_ns(const std::string& path) const override {
    struct stat status;
    if (stat(path.c_str(), &status) != 0) return std::nullopt;
    return status.st_ctim.tv_sec * 1'000'000'000ll + status.st_ctim.tv_nsec;
  }

  bool is_directory(const std::string& path) const override {
    struct stat status;
    return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
  }

  std::optional<std::string> canonical(const std::string& path) const override {
    char* resolved = realpath(path.c_str(), nullptr);
    if (resolved == nullptr) return std::nullopt;
    std::string result = resolved;
    free(resolved);
    return result;
  }

  Result<std::string> make_temporary_directory(const std::string& above) override {
    std::string path = join_path(above, "ferrule-XXXXXX");
    if (mkdtemp(path.data()) == nullptr) return system_error("cannot create a temporary directory in", above, errno);
    return path;
  }

  Status make_symbolic_link(const std::string& target, const std::string& path) override {
    unlink(path.c_str());
    if (symlink(target.c_str(), path.c_str()) == 0) return {};
    return system_error("cannot create the symbolic link", path, errno);
  }

  Status rename(const std::string& from, const std::string& to) override {
    if (::rename(from.c_str(), to.c_str()) == 0) return {};
    return system_error("cannot move to `" + to + "`", from, errno);
  }

  Status remove(const std::string& path) override {
    std::error_code failure;
    std::filesystem::remove_all(path, failure);
    if (failure) return system_error("cannot remove", path, failure.value());
    return {};
  }

  Status touch(const std::string& path) override {
    if (utimensat(AT_FDCWD, path.c_str(), nullptr, 0) == 0) return {};
    return system_error("cannot touch", path, errno);
  }

  Status set_time(const std::string& path, std::int64_t modified_ns) override {
    const timespec time{modified_ns / 1'000'000'000, modified_ns % 1'000'000'000};
    const timespec times[2] = {time, time};
    if (utimensat(AT_FDCWD, path.c_str(), times, 0) == 0) return {};
    return system_error("cannot set the time of", path, errno);
  }

 private:
  static int stat(const char* path, struct stat* status) { return ::stat(path, status); }
};

}  // namespace

std::string Disk::state(std::string_view keyword, const std::string& path) const {
  if (keyword == "file") return content_state(read(path));
  const bool is_here = keyword == "presence" || keyword == "program";
  if (!is_here) return input_state(keyword, path).value_or(std::string(kAbsent));
  std::optional<FileStamp> found = stamp(path);
  if (keyword == "presence") return presence_state(found.has_value(), found && is_directory(path));
  return found ? stamp_state(found->modified_ns, found->size) : std::string(kAbsent);
}

Disk& real_disk() {
  static RealDisk disk;
  return disk;
}

}  // namespace ferrule
