// A file whose bytes processes lock to tell each other something: who has what, and how much. It stays empty. The
// kernel frees the locks of a process that dies, so nobody has to look after them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ferrule {

/// Bytes of the file; a length of 0 means all that follow.
struct ByteRange {
  std::int64_t start = 0;
  std::int64_t length = 1;
};

/// The locks belong to the open file (F_OFD_SETLK), so that another LockFile of the same process counts as another
/// process.
class LockFile {
 public:
  /// The file is made if it isn't there. Nothing where such locks don't work (some network file systems, Linux before
  /// 3.15).
  static std::optional<LockFile> open(const std::string& path);

  LockFile(LockFile&& other) noexcept;
  LockFile& operator=(LockFile&&) = delete;
  /// Gives all locks back.
  ~LockFile();

  /// False if others have locked any of it, and errno is as fcntl() leaves it. Any number may have the shared lock,
  /// one the exclusive one.
  bool try_exclusive(ByteRange range);
  bool try_shared(ByteRange range);
  /// Waits for it; false if that can't be done.
  bool wait_exclusive(ByteRange range);
  void unlock(ByteRange range);

  /// A lock that others have on any of the bytes.
  std::optional<ByteRange> lock_of_others(ByteRange range) const;
  /// All of these, in the order of their starts. (Of shared locks on the same bytes, one.) `range` has an end.
  std::vector<ByteRange> locks_of_others(ByteRange range) const;

 private:
  explicit LockFile(int fd) : fd_(fd) {}

  int fd_;
};

}  // namespace ferrule
