#include "launcher/script/out_dir.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <map>
#include <vector>

#include "base/fields.h"
#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

constexpr std::int64_t kNanosecond = 1;
constexpr std::int64_t kSecond = 1'000'000'000 * kNanosecond;

/// A file whose times are this close to those of the record may have changed since without a new time: file systems'
/// clocks tick.
constexpr std::int64_t kClockTick = 20'000'000 * kNanosecond;

std::int64_t nanoseconds(const timespec& time) { return time.tv_sec * kSecond + time.tv_nsec; }

/// What is known of one file.
struct FileRecord {
  std::int64_t size = 0;
  std::int64_t mtime = 0;
  std::int64_t ctime = 0;
  std::string digest;
};

using Records = std::map<std::string, FileRecord, std::less<>>;

struct Snapshot {
  std::int64_t taken = 0;
  Records files;
};

std::int64_t parse_number(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Snapshot read_snapshot(const std::string& path) {
  Snapshot snapshot;
  Result<std::string> text = read_file(path);
  if (!text) return snapshot;
  Result<std::vector<Field>> fields = parse_fields(*text, path);
  if (!fields) return snapshot;
  for (const Field& field : *fields) {
    if (field.keyword == "taken") snapshot.taken = parse_number(field.value);
    std::vector<std::string_view> parts = split(field.value, ' ');
    if (field.keyword != "file" || parts.size() < 5) continue;
    std::size_t name = static_cast<std::size_t>(parts[4].data() - field.value.data());
    snapshot.files[field.value.substr(name)] = {parse_number(parts[0]), parse_number(parts[1]),
                                                parse_number(parts[2]), std::string(parts[3])};
  }
  return snapshot;
}

std::string write_snapshot(const Snapshot& snapshot) {
  FieldWriter writer;
  writer.add("taken", std::to_string(snapshot.taken));
  for (const auto& [name, file] : snapshot.files)
    writer.add("file", std::to_string(file.size) + " " + std::to_string(file.mtime) + " " +
                           std::to_string(file.ctime) + " " + file.digest + " " + name);
  return writer.text();
}

Result<std::string> digest_of_file(const std::string& path) {
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return system_error("cannot open", path, errno);
  std::string buffer(1 << 18, '\0');
  std::uint64_t sum = 0;
  ssize_t count;
  while ((count = read(fd, buffer.data(), buffer.size())) != 0) {
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    sum = digest(std::string_view(buffer).substr(0, static_cast<std::size_t>(count)), sum);
  }
  int reason = errno;
  close(fd);
  if (count < 0) return system_error("cannot read", path, reason);
  return hex(sum);
}

/// Goes through OUT_DIR.
class OutDir {
 public:
  OutDir(std::string root, Snapshot before) : root_(std::move(root)), before_(std::move(before)) {}

  Status visit(const std::string& relative);

  /// Goes into the digest: a line for each thing that is there.
  std::string listing;
  Records files;
  std::vector<std::string> links;

 private:
  Status visit_entry(const std::string& relative);
  Status visit_file(const std::string& relative, const struct stat& status);
  bool is_known(const FileRecord& old, const FileRecord& now) const;
  Status give_back_time(const std::string& path, const FileRecord& old, FileRecord& now) const;

  std::string root_;
  Snapshot before_;
};

Result<std::vector<std::string>> sorted_names(const std::string& path) {
  DIR* directory = opendir(path.c_str());
  if (directory == nullptr) return system_error("cannot read the directory", path, errno);
  std::vector<std::string> names;
  while (const dirent* entry = readdir(directory)) names.emplace_back(entry->d_name);
  closedir(directory);
  std::erase_if(names, [](const std::string& name) { return name == "." || name == ".."; });
  std::sort(names.begin(), names.end());
  return names;
}

Status OutDir::visit(const std::string& relative) {
  Result<std::vector<std::string>> names = sorted_names(join_path(root_, relative));
  if (!names) return names.error();
  for (const std::string& name : *names)
    if (Status visited = visit_entry(join_path(relative, name)); !visited) return visited;
  return {};
}

Status OutDir::visit_entry(const std::string& relative) {
  const std::string path = join_path(root_, relative);
  struct stat status;
  if (lstat(path.c_str(), &status) != 0) return system_error("cannot read", path, errno);
  if (S_ISREG(status.st_mode)) return visit_file(relative, status);
  if (S_ISDIR(status.st_mode)) {
    listing += "directory " + relative + '\0';
    return visit(relative);
  }
  if (!S_ISLNK(status.st_mode)) return {};
  std::string target(4096, '\0');
  ssize_t length = readlink(path.c_str(), target.data(), target.size());
  target.resize(length < 0 ? 0 : static_cast<std::size_t>(length));
  links.push_back(relative);
  listing += "link " + relative + '\0' + target + '\0';
  return {};
}

bool OutDir::is_known(const FileRecord& old, const FileRecord& now) const {
  return old.size == now.size && old.mtime == now.mtime && old.ctime == now.ctime &&
         now.ctime + kClockTick < before_.taken;
}

Status OutDir::visit_file(const std::string& relative, const struct stat& status) {
  const std::string path = join_path(root_, relative);
  FileRecord now{status.st_size, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim), ""};
  auto old = before_.files.find(relative);
  bool is_old = old != before_.files.end();
  if (is_old && is_known(old->second, now)) {
    now.digest = old->second.digest;
  } else {
    Result<std::string> sum = digest_of_file(path);
    if (!sum) return sum.error();
    now.digest = std::move(*sum);
    bool is_same = is_old && old->second.digest == now.digest && old->second.size == now.size;
    if (is_same && old->second.mtime != now.mtime)
      if (Status given = give_back_time(path, old->second, now); !given) return given;
  }
  const char* type = (status.st_mode & S_IXUSR) != 0 ? "program " : "file ";
  listing += type + relative + '\0' + now.digest + '\0';
  files[relative] = std::move(now);
  return {};
}

Status OutDir::give_back_time(const std::string& path, const FileRecord& old, FileRecord& now) const {
  timespec times[2] = {{0, UTIME_OMIT}, {old.mtime / kSecond, old.mtime % kSecond}};
  // Someone else's file: it stays with its new time, and is built from again.
  if (utimensat(AT_FDCWD, path.c_str(), times, AT_SYMLINK_NOFOLLOW) != 0) return {};
  struct stat status;
  if (lstat(path.c_str(), &status) != 0) return system_error("cannot read", path, errno);
  now.mtime = nanoseconds(status.st_mtim);
  now.ctime = nanoseconds(status.st_ctim);
  return {};
}

}  // namespace

Result<OutDirState> settle_out_dir(const std::string& out_dir, const std::string& record) {
  Snapshot after;
  OutDir directory(out_dir, read_snapshot(record));
  if (Status visited = directory.visit(""); !visited) return visited.error();
  OutDirState state{hex(digest(directory.listing)), std::move(directory.links)};
  for (const auto& [name, record_of_it] : directory.files) state.files.push_back(name);
  std::sort(state.files.begin(), state.files.end());
  after.files = std::move(directory.files);
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  after.taken = nanoseconds(now);
  if (Status written = write_file(record, write_snapshot(after)); !written) return written.error();
  return state;
}

}  // namespace ferrule
