#include "system/disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "base/files.h"

namespace ferrule {

namespace {

class RealDisk : public Disk {
 public:
  Result<std::string> read(const std::string& path) const override { return read_file(path); }

  Result<bool> write(const std::string& path, std::string_view text) override {
    return write_file_if_changed(path, text);
  }

  Status create(const std::string& path, std::string_view text) override { return create_file(path, text); }

  Status make_directories(const std::string& path) override { return ferrule::make_directories(path); }

  std::vector<std::string> list(const std::string& path) const override {
    std::vector<std::string> names;
    std::error_code failure;
    for (std::filesystem::directory_iterator entry(path, failure), end; !failure && entry != end;
         entry.increment(failure))
      names.push_back(entry->path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }

  std::optional<FileStamp> stamp(const std::string& path) const override {
    struct stat status;
    if (stat(path.c_str(), &status) != 0) return std::nullopt;
    return FileStamp{status.st_mtim.tv_sec * 1'000'000'000ll + status.st_mtim.tv_nsec,
                     static_cast<std::uint64_t>(status.st_size)};
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

  Status make_symbolic_link(const std::string& target, const std::string& path) override {
    unlink(path.c_str());
    if (symlink(target.c_str(), path.c_str()) == 0) return {};
    return system_error("cannot create the symbolic link", path, errno);
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

 private:
  static int stat(const char* path, struct stat* status) { return ::stat(path, status); }
};

}  // namespace

Disk& real_disk() {
  static RealDisk disk;
  return disk;
}

}  // namespace ferrule
