// The seam between Ferrule and the file system, so that tests can run every step against a disk of their own.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ferrule {

/// What tells two states of a file apart without reading it.
struct FileStamp {
  std::int64_t modified_ns = 0;
  std::uint64_t size = 0;
  bool operator==(const FileStamp&) const = default;
};

/// A directory that nobody else has locked; as long as it lives.
class DirectoryLock {
 public:
  virtual ~DirectoryLock() = default;
};

class Disk {
 public:
  virtual ~Disk() = default;

  virtual Result<std::string> read(const std::string& path) const = 0;
  /// Whole or not at all; an unchanged file keeps its times. The value tells whether it was written.
  virtual Result<bool> write(const std::string& path, std::string_view text) = 0;
  /// Writes a file that isn't there yet, straight to its place: twice as fast as write(), but if the process is
  /// killed midway, a partial file remains. So only for files that nothing refers to before more has been written.
  virtual Status create(const std::string& path, std::string_view text) = 0;
  virtual Status make_directories(const std::string& path) = 0;
  /// Makes the directory if it isn't there and locks it, against other processes that do the same. Calls `on_wait`
  /// before waiting for one that has it. Where the file system has no locks, it is as if nobody else were there.
  virtual Result<std::unique_ptr<DirectoryLock>> lock(const std::string& directory,
                                                      const std::function<void()>& on_wait) = 0;
  /// The names in a directory, sorted; none if it isn't there.
  virtual std::vector<std::string> list(const std::string& path) const = 0;
  /// Nothing if the file isn't there.
  virtual std::optional<FileStamp> stamp(const std::string& path) const = 0;
  virtual bool is_directory(const std::string& path) const = 0;
  /// When the file or what it is called was changed last, in nanoseconds since 1970, by the time that no program can
  /// set; nothing if it isn't there.
  virtual std::optional<std::int64_t> changed_ns(const std::string& path) const = 0;
  /// How things are with an input of a recording: what input_state() (formats/input_state.h) says of this disk. What
  /// it has to look for in many places (`listing`, `members`, `vendored`) it looks for on the machine's own.
  virtual std::string state(std::string_view keyword, const std::string& path) const;
  /// The path with every symbolic link followed, if it exists.
  virtual std::optional<std::string> canonical(const std::string& path) const = 0;
  /// Makes a directory in `above` that nobody else can look into, and gives its path.
  virtual Result<std::string> make_temporary_directory(const std::string& above) = 0;
  virtual Status make_symbolic_link(const std::string& target, const std::string& path) = 0;
  /// Moves a file, in the place of one that may be there. It keeps its times.
  virtual Status rename(const std::string& from, const std::string& to) = 0;
  /// Removes a file or a whole directory; no error if it isn't there.
  virtual Status remove(const std::string& path) = 0;
  /// Sets the file's modification time to now.
  virtual Status touch(const std::string& path) = 0;
  /// Sets it to this one, which another file or an earlier state of this one had.
  virtual Status set_time(const std::string& path, std::int64_t modified_ns) = 0;
};

/// The machine's own disk.
Disk& real_disk();

}  // namespace ferrule
