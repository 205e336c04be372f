#include "system/cached_disk.h"

#include "base/files.h"

namespace ferrule {

void CachedDisk::forget() {
  texts_.clear();
  stamps_.clear();
  lists_.clear();
}

void CachedDisk::forget(const std::string& path) {
  texts_.erase(path);
  stamps_.erase(path);
  stamps_.erase(std::string(directory_of(path)));
  lists_.erase(path);
  lists_.erase(std::string(directory_of(path)));
}

Result<std::string> CachedDisk::read(const std::string& path) const {
  auto known = texts_.find(path);
  if (known == texts_.end()) known = texts_.emplace(path, disk_.read(path)).first;
  return known->second;
}

std::vector<std::string> CachedDisk::list(const std::string& path) const {
  auto known = lists_.find(path);
  if (known == lists_.end()) known = lists_.emplace(path, disk_.list(path)).first;
  return known->second;
}

std::optional<FileStamp> CachedDisk::stamp(const std::string& path) const {
  auto known = stamps_.find(path);
  if (known == stamps_.end()) known = stamps_.emplace(path, disk_.stamp(path)).first;
  return known->second;
}

Result<bool> CachedDisk::write(const std::string& path, std::string_view text) {
  forget(path);
  return disk_.write(path, text);
}

Status CachedDisk::create(const std::string& path, std::string_view text) {
  forget(path);
  return disk_.create(path, text);
}

Status CachedDisk::touch(const std::string& path) {
  forget(path);
  return disk_.touch(path);
}

Status CachedDisk::set_time(const std::string& path, std::int64_t modified_ns) {
  forget(path);
  return disk_.set_time(path, modified_ns);
}

// These may concern many files.

Status CachedDisk::make_directories(const std::string& path) {
  if (disk_.is_directory(path)) return {};
  forget();
  return disk_.make_directories(path);
}

Result<std::unique_ptr<DirectoryLock>> CachedDisk::lock(const std::string& directory,
                                                        const std::function<void()>& on_wait) {
  forget();
  return disk_.lock(directory, on_wait);
}

Result<std::string> CachedDisk::make_temporary_directory(const std::string& above) {
  forget();
  return disk_.make_temporary_directory(above);
}

Status CachedDisk::make_symbolic_link(const std::string& target, const std::string& path) {
  forget();
  return disk_.make_symbolic_link(target, path);
}

Status CachedDisk::rename(const std::string& from, const std::string& to) {
  forget();
  return disk_.rename(from, to);
}

Status CachedDisk::remove(const std::string& path) {
  // Mostly of what isn't there.
  if (disk_.stamp(path)) forget();
  return disk_.remove(path);
}

bool CachedDisk::is_directory(const std::string& path) const { return disk_.is_directory(path); }

std::optional<std::string> CachedDisk::canonical(const std::string& path) const { return disk_.canonical(path); }

Result<ProcessResult> ForgettingProcesses::run(const ProcessRequest& request) {
  Result<ProcessResult> result = processes_.run(request);
  disk_.forget();
  return result;
}

Result<int> ForgettingProcesses::run_attached(const ProcessRequest& request) {
  Result<int> status = processes_.run_attached(request);
  disk_.forget();
  return status;
}

}  // namespace ferrule
