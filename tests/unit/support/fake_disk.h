// A disk in memory: its clock moves only when told to, it keeps a log of what is done to it, and it fails where a
// test wants it to.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "system/disk.h"

namespace ferrule {

/// Relative paths count from the root.
class FakeDisk : public Disk {
 public:
  // --- What is on it; none of this is logged or fails -----------------------

  /// Puts a file there, dated now, and the directories above it.
  void put(const std::string& path, std::string_view text);
  void put_directory(const std::string& path);
  /// Takes a file or a whole directory away.
  void drop(const std::string& path);
  /// Lets a second pass.
  void tick() { now_ += 1'000'000'000; }

  bool has(const std::string& path) const;
  /// The file's text, or "<no file>".
  std::string text(const std::string& path) const;
  /// When the file was written last, in seconds of the clock; -1 for no file.
  int time(const std::string& path) const;
  /// All files below a directory with their texts.
  std::map<std::string, std::string> files(const std::string& directory) const;

  // --- Failures ---------------------------------------------------------------

  /// From now on, reading or changing `path` fails so (0: no longer).
  void fail(const std::string& path, int error_number);
  /// The `n`th change from now (1 is the next one) fails so, and no other.
  void fail_change(int n, int error_number);
  /// Whether the change that was to fail has come.
  bool has_failed() const { return changes_until_failure_ == 0; }

  // --- The log ----------------------------------------------------------------

  /// "read", "write", "keep" (written, but the same), "make", "link", "move", "remove", "touch", "date", and the
  /// path.
  const std::vector<std::string>& log() const { return log_; }
  /// The entries of the log that changed something.
  std::vector<std::string> changes() const;
  void clear_log() { log_.clear(); }

  // --- Disk -------------------------------------------------------------------

  Result<std::string> read(const std::string& path) const override;
  Result<bool> write(const std::string& path, std::string_view text) override;
  Status create(const std::string& path, std::string_view text) override;
  Result<std::unique_ptr<DirectoryLock>> lock(const std::string& directory,
                                              const std::function<void()>& on_wait) override;
  Status make_directories(const std::string& path) override;
  std::vector<std::string> list(const std::string& path) const override;
  std::optional<FileStamp> stamp(const std::string& path) const override;
  /// As the stamp says.
  std::optional<std::int64_t> changed_ns(const std::string& path) const override;
  bool is_directory(const std::string& path) const override;
  std::optional<std::string> canonical(const std::string& path) const override;
  Result<std::string> make_temporary_directory(const std::string& above) override;
  Status make_symbolic_link(const std::string& target, const std::string& path) override;
  Status rename(const std::string& from, const std::string& to) override;
  Status remove(const std::string& path) override;
  Status touch(const std::string& path) override;
  Status set_time(const std::string& path, std::int64_t modified_ns) override;

 private:
  enum class Kind { file, directory, link };
  struct Node {
    Kind kind;
    std::string text;  // of a link: its target
    std::int64_t modified_ns;
  };

  /// What is at `path`, links followed; null for nothing.
  const Node* find(const std::string& path) const;
  /// The absolute path with the links in it followed.
  std::string resolve(const std::string& path) const;
  /// Logs a change and fails it where it is to fail.
  Status change(std::string_view verb, const std::string& path);
  int failure_of(const std::string& path) const;

  std::map<std::string, Node> nodes_ = {{"/", {Kind::directory, {}, 0}}};
  std::int64_t now_ = 1'000'000'000;
  std::map<std::string, int> failures_;
  int changes_until_failure_ = -1;
  int change_failure_ = 0;
  mutable std::vector<std::string> log_;
};

}  // namespace ferrule
