#include "launcher/files/publish.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "base/files.h"

namespace ferrule {

namespace {

/// An open file's bytes, piece by piece.
class Pieces {
 public:
  explicit Pieces(const std::string& path)
      : fd_(open(path.c_str(), O_RDONLY | O_CLOEXEC)), buffer_(new char[kSize]) {}
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;
  ~Pieces() {
    if (fd_ >= 0) close(fd_);
  }

  bool is_open() const { return fd_ >= 0; }

  /// False where it could not be read.
  bool next() {
    size_ = 0;
    while (size_ < kSize) {
      ssize_t count = read(fd_, buffer_.get() + size_, kSize - size_);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return false;
      if (count == 0) break;
      size_ += static_cast<std::size_t>(count);
    }
    return true;
  }

  std::string_view piece() const { return {buffer_.get(), size_}; }

 private:
  static constexpr std::size_t kSize = 1 << 18;
  int fd_;
  std::unique_ptr<char[]> buffer_;
  std::size_t size_ = 0;
};

bool have_same_bytes(const std::string& a, const std::string& b) {
  Pieces first(a), second(b);
  if (!first.is_open() || !second.is_open()) return false;
  while (first.next() && second.next()) {
    if (first.piece() != second.piece()) return false;
    if (first.piece().empty()) return true;
  }
  return false;
}

/// Where the file system can, without their being copied.
bool copy_bytes(int from, int to) {
  if (ioctl(to, FICLONE, from) == 0) return true;
  for (;;) {
    ssize_t count = sendfile(to, from, nullptr, 1 << 30);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return count == 0;
  }
}

bool is_same_file(const std::string& produced, const struct stat& status, const std::string& destination) {
  struct stat old;
  return lstat(destination.c_str(), &old) == 0 && S_ISREG(old.st_mode) && old.st_size == status.st_size &&
         old.st_mode == status.st_mode && have_same_bytes(produced, destination);
}

/// Lets two files change places: `from` then names the old one, which goes with the scratch directory. When a file is
/// replaced, ext4 (auto_da_alloc) has all of the new one allocated and sent to the disk at once, which for a program
/// of 100 MB takes more than 50 ms; linkers spare themselves that as well.
bool exchange(const std::string& from, const std::string& to) {
  struct stat old;
  // A directory is nothing that may go.
  if (lstat(to.c_str(), &old) != 0 || S_ISDIR(old.st_mode)) return false;
  return renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_EXCHANGE) == 0;
}

/// Gives a file that has other names a copy of its own. A wrapper of rustc may have linked it from its cache, and all
/// its names have one time.
Status unshare(const std::string& path, const struct stat& status) {
  if (status.st_nlink < 2) return {};
  const std::string copy = path + ".own";
  int from = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  int to = open(copy.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  bool is_copied = from >= 0 && to >= 0 && copy_bytes(from, to) && fchmod(to, status.st_mode & 07777) == 0;
  const int reason = errno;
  if (from >= 0) close(from);
  if (to >= 0) close(to);
  if (is_copied && rename(copy.c_str(), path.c_str()) == 0) return {};
  return system_error("cannot copy", path, is_copied ? errno : reason);
}

Status move(const std::string& from, const std::string& to) {
  // Not all file systems can exchange.
  if (exchange(from, to) || rename(from.c_str(), to.c_str()) == 0) return {};
  if (errno == ENOENT) {
    if (Status made = make_directories(directory_of(to)); !made) return made;
    if (rename(from.c_str(), to.c_str()) == 0) return {};
  }
  Error error = system_error("cannot write", to, errno);
  if (errno == EXDEV)
    error.help = "a build directory must be on one disk: don't replace its folders with links to another disk";
  return error;
}

}  // namespace

Status publish(const std::vector<ProducedFile>& files, const std::string& directory, FileTime time, SameBytes same) {
  std::vector<struct stat> found(files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string path = join_path(directory, files[i].name);
    if (stat(path.c_str(), &found[i]) != 0)
      return Error{"the compiler succeeded but has not written `" + files[i].name + "`", "",
                   "run `ferrule generate` again: the command may be that of a different compiler"};
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string path = join_path(directory, files[i].name);
    if (same == SameBytes::keep && is_same_file(path, found[i], files[i].destination)) continue;
    if (Status own = unshare(path, found[i]); !own) return own;
    if (Status set = set_file_time(path, time); !set) return set;
    if (Status moved = move(path, files[i].destination); !moved) return moved;
  }
  return {};
}

Status publish_text(const std::string& destination, std::string_view text, FileTime time, SameBytes same) {
  if (same == SameBytes::keep)
    if (Result<std::string> old = read_file(destination); old && *old == text) return {};
  const std::string made = destination + ".new";
  if (Status there = make_directories(directory_of(destination)); !there) return there;
  if (Status written = create_file(made, text); !written) return written;
  Status placed = set_file_time(made, time);
  if (placed && rename(made.c_str(), destination.c_str()) != 0)
    placed = system_error("cannot write", destination, errno);
  if (!placed) unlink(made.c_str());
  return placed;
}

}  // namespace ferrule
