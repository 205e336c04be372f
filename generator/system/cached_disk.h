// A disk that is asked each thing once, for many commands in one process that look at the same files.
#pragma once

#include <map>
#include <optional>
#include <unordered_map>

#include "system/disk.h"
#include "system/processes.h"

namespace ferrule {

/// Remembers what files hold, what stamps and states they have and what directories list, until something is written
/// there through it, or a process has run. What others change meanwhile is seen by the next command, as if it had
/// come later.
class CachedDisk : public Disk {
 public:
  explicit CachedDisk(Disk& disk) : disk_(disk) {}

  /// Forgets all.
  void forget();

  Result<std::string> read(const std::string& path) const override;
  Result<bool> write(const std::string& path, std::string_view text) override;
  Status create(const std::string& path, std::string_view text) override;
  Status make_directories(const std::string& path) override;
  Result<std::unique_ptr<DirectoryLock>> lock(const std::string& directory,
                                              const std::function<void()>& on_wait) override;
  std::vector<std::string> list(const std::string& path) const override;
  std::optional<FileStamp> stamp(const std::string& path) const override;
  std::optional<std::int64_t> changed_ns(const std::string& path) const override;
  bool is_directory(const std::string& path) const override;
  std::string state(std::string_view keyword, const std::string& path) const override;
  std::optional<std::string> canonical(const std::string& path) const override;
  Result<std::string> make_temporary_directory(const std::string& above) override;
  Status make_symbolic_link(const std::string& target, const std::string& path) override;
  Status rename(const std::string& from, const std::string& to) override;
  Status remove(const std::string& path) override;
  Status touch(const std::string& path) override;
  Status set_time(const std::string& path, std::int64_t modified_ns) override;

 private:
  /// Of one file, and of the lists that it stands in.
  void forget(const std::string& path);

  Disk& disk_;
  mutable std::unordered_map<std::string, Result<std::string>> texts_;
  mutable std::unordered_map<std::string, std::optional<FileStamp>> stamps_;
  mutable std::unordered_map<std::string, std::optional<std::int64_t>> changes_;
  mutable std::unordered_map<std::string, std::vector<std::string>> lists_;
  using States = std::map<std::string, std::string, std::less<>>;  // by their keywords
  mutable std::unordered_map<std::string, States> states_;
};

/// Processes may change any file: the disk forgets what it knows.
class ForgettingProcesses : public Processes {
 public:
  ForgettingProcesses(Processes& processes, CachedDisk& disk) : processes_(processes), disk_(disk) {}

  Result<ProcessResult> run(const ProcessRequest& request) override;
  Result<int> run_attached(const ProcessRequest& request) override;
  Error become(const ProcessRequest& request) override { return processes_.become(request); }

 private:
  Processes& processes_;
  CachedDisk& disk_;
};

}  // namespace ferrule
