#include "system/cached_disk.h"

#include "base/files.h"

namespace ferrule {

namespace {

template <typename Known, typename Ask>
auto remembered(Known& known, const std::string& path, const Ask& ask) {
  auto found = known.find(path);
  if (found == known.end()) found = known.emplace(path, ask()).first;
  return found->second;
}

}  // namespace

void CachedDisk::forget() {
  texts_.clear();
  stamps_.clear();
  changes_.clear();
  lists_.clear();
  states_.clear();
}

void CachedDisk::forget(const std::string& path) {
  texts_.erase(path);
  const std::string above(directory_of(path));
  for (const std::string& one : {path, above}) {
    stamps_.erase(one);
    changes_.erase(one);
    lists_.erase(one);
    states_.erase(one);
  }
  // Cargo looks for targets two levels deep.
  states_.erase(std::string(directory_of(above)));
}

std::string CachedDisk::state(std::string_view keyword, const std::string& path) const {
  // Of these, many directories are a part.
  if (keyword == "members" || keyword == "vendored") return disk_.state(keyword, path);
  States& known = states_[path];
  auto found = known.find(keyword);
  if (found == known.end()) found = known.emplace(keyword, Disk::state(keyword, path)).first;
  return found->second;
}

Result<std::string> CachedDisk::read(const std::string& path) const {
  return remembered(texts_, path, [&] { return disk_.read(path); });
}

std::vector<std::string> CachedDisk::list(const std::string& path) const {
  return remembered(lists_, path, [&] { return disk_.list(path); });
}

std::optional<FileStamp> CachedDisk::stamp(const std::string& path) const {
  return remembered(stamps_, path, [&] { return disk_.stamp(path); });
}

std::optional<std::int64_t> CachedDisk::changed_ns(const std::string& path) const {
  return remembered(changes_, path, [&] { return disk_.changed_ns(path); });
}

Result<bool> CachedDisk::write(const std::string& path, std::string_view text) {
  forget(path);
  Result<bool> written = disk_.write(path, text);
  if (written) texts_.emplace(path, std::string(text));
  return written;
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

Status CachedDisk::make_directories(const std::string& path) {
  if (disk_.is_directory(path)) return {};
  // Those above it may be new too.
  for (std::string at = path;; at = directory_of(at)) {
    const bool is_there = disk_.is_directory(at);
    forget(at);
    if (is_there || at == "/" || at == ".") break;
  }
  return disk_.make_directories(path);
}

Status CachedDisk::rename(const std::string& from, const std::string& to) {
  forget(from);
  forget(to);
  return disk_.rename(from, to);
}

Status CachedDisk::remove(const std::string& path) {
  if (disk_.is_directory(path)) forget();
  else forget(path);
  return disk_.remove(path);
}

// Others may have done something before they gave it away.
Result<std::unique_ptr<DirectoryLock>> CachedDisk::lock(const std::string& directory,
                                                        const std::function<void()>& on_wait) {
  forget();
  return disk_.lock(directory, on_wait);
}

Result<std::string> CachedDisk::make_temporary_directory(const std::string& above) {
  Result<std::string> made = disk_.make_temporary_directory(above);
  if (made) forget(*made);
  return made;
}

Status CachedDisk::make_symbolic_link(const std::string& target, const std::string& path) {
  forget();
  return disk_.make_symbolic_link(target, path);
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
