#include "support/fake_disk.h"

#include <cerrno>

#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

std::string absolute(const std::string& path) { return normalize_path(join_path("/", path)); }

bool is_below(std::string_view path, std::string_view directory) {
  return consume_prefix(path, directory) && (directory == "/" || path.starts_with('/'));
}

}  // namespace

void FakeDisk::put(const std::string& path, std::string_view text) {
  const std::string place = resolve(path);
  put_directory(directory_of(place));
  nodes_[place] = {Kind::file, std::string(text), now_};
}

void FakeDisk::put_directory(const std::string& path) {
  for (std::string at = absolute(path); at != "/"; at = directory_of(at))
    nodes_.try_emplace(at, Node{Kind::directory, {}, now_});
}

void FakeDisk::drop(const std::string& path) {
  const std::string place = absolute(path);
  std::erase_if(nodes_, [&](const auto& node) { return node.first == place || is_below(node.first, place); });
}

bool FakeDisk::has(const std::string& path) const { return find(path) != nullptr; }

std::string FakeDisk::text(const std::string& path) const {
  const Node* node = find(path);
  return node != nullptr && node->kind == Kind::file ? node->text : "<no file>";
}

int FakeDisk::time(const std::string& path) const {
  const Node* node = find(path);
  return node == nullptr ? -1 : static_cast<int>(node->modified_ns / 1'000'000'000);
}

std::map<std::string, std::string> FakeDisk::files(const std::string& directory) const {
  std::map<std::string, std::string> found;
  for (const auto& [path, node] : nodes_)
    if (node.kind == Kind::file && is_below(path, absolute(directory))) found[path] = node.text;
  return found;
}

void FakeDisk::fail(const std::string& path, int error_number) { failures_[absolute(path)] = error_number; }

void FakeDisk::fail_change(int n, int error_number) {
  changes_until_failure_ = n;
  change_failure_ = error_number;
}

std::vector<std::string> FakeDisk::changes() const {
  std::vector<std::string> chosen;
  for (const std::string& entry : log_)
    if (!entry.starts_with("read ") && !entry.starts_with("keep ")) chosen.push_back(entry);
  return chosen;
}

Result<std::string> FakeDisk::read(const std::string& path) const {
  log_.push_back("read " + path);
  if (int reason = failure_of(path)) return system_error("cannot open", path, reason);
  const Node* node = find(path);
  if (node == nullptr) return system_error("cannot open", path, ENOENT);
  if (node->kind == Kind::directory) return system_error("cannot read", path, EISDIR);
  return node->text;
}

Result<bool> FakeDisk::write(const std::string& path, std::string_view text) {
  const Node* node = find(path);
  if (node != nullptr && node->kind == Kind::file && node->text == text) {
    log_.push_back("keep " + path);
    return false;
  }
  if (node != nullptr && node->kind == Kind::directory) return system_error("cannot write", path, EISDIR);
  if (!is_directory(directory_of(absolute(path)))) return system_error("cannot create", path, ENOENT);
  if (Status changed = change("write", path); !changed) return changed.error();
  nodes_[resolve(path)] = {Kind::file, std::string(text), now_};
  return true;
}

Status FakeDisk::create(const std::string& path, std::string_view text) {
  if (has(path)) return system_error("cannot create", path, EEXIST);
  if (Result<bool> written = write(path, text); !written) return written.error();
  return {};
}

Result<std::unique_ptr<DirectoryLock>> FakeDisk::lock(const std::string& directory, const std::function<void()>&) {
  if (Status made = make_directories(directory); !made) return made.error();
  return std::make_unique<DirectoryLock>();
}

Status FakeDisk::make_directories(const std::string& path) {
  if (is_directory(path)) return {};
  if (has(path)) return system_error("cannot create the directory", path, EEXIST);
  if (Status changed = change("make", path); !changed) return changed;
  put_directory(resolve(path));
  return {};
}

std::vector<std::string> FakeDisk::list(const std::string& path) const {
  std::vector<std::string> names;
  const std::string directory = resolve(path);
  for (const auto& [place, node] : nodes_)
    if (place != "/" && directory_of(place) == directory) names.emplace_back(file_name(place));
  return names;
}

std::optional<FileStamp> FakeDisk::stamp(const std::string& path) const {
  const Node* node = find(path);
  if (node == nullptr) return std::nullopt;
  return FileStamp{node->modified_ns, node->text.size()};
}

std::optional<std::int64_t> FakeDisk::changed_ns(const std::string& path) const {
  const Node* node = find(path);
  return node == nullptr ? std::nullopt : std::optional(node->modified_ns);
}

bool FakeDisk::is_directory(const std::string& path) const {
  const Node* node = find(path);
  return node != nullptr && node->kind == Kind::directory;
}

std::optional<std::string> FakeDisk::canonical(const std::string& path) const {
  if (!has(path)) return std::nullopt;
  return resolve(path);
}

Result<std::string> FakeDisk::make_temporary_directory(const std::string& above) {
  std::string path = above + "/ferrule-new";
  if (Status made = make_directories(path); !made) return made.error();
  return path;
}

Status FakeDisk::make_symbolic_link(const std::string& target, const std::string& path) {
  if (Status changed = change("link", path); !changed) return changed;
  nodes_[absolute(path)] = {Kind::link, target, now_};
  return {};
}

Status FakeDisk::rename(const std::string& from, const std::string& to) {
  const Node* node = find(from);
  if (node == nullptr) return system_error("cannot move", from, ENOENT);
  if (!is_directory(directory_of(absolute(to)))) return system_error("cannot move", from, ENOENT);
  if (Status changed = change("move", from); !changed) return changed;
  nodes_[resolve(to)] = *node;
  nodes_.erase(resolve(from));
  return {};
}

Status FakeDisk::remove(const std::string& path) {
  if (!nodes_.contains(absolute(path))) return {};
  if (Status changed = change("remove", path); !changed) return changed;
  drop(path);
  return {};
}

Status FakeDisk::touch(const std::string& path) {
  if (!has(path)) return system_error("cannot touch", path, ENOENT);
  if (Status changed = change("touch", path); !changed) return changed;
  nodes_[resolve(path)].modified_ns = now_;
  return {};
}

Status FakeDisk::set_time(const std::string& path, std::int64_t modified_ns) {
  if (!has(path)) return system_error("cannot date", path, ENOENT);
  if (Status changed = change("date", path); !changed) return changed;
  nodes_[resolve(path)].modified_ns = modified_ns;
  return {};
}

const FakeDisk::Node* FakeDisk::find(const std::string& path) const {
  auto node = nodes_.find(resolve(path));
  return node == nodes_.end() ? nullptr : &node->second;
}

std::string FakeDisk::resolve(const std::string& path) const {
  const std::string whole = absolute(path);
  std::string place = "/";
  for (std::string_view piece : split(whole, '/')) {
    place = normalize_path(join_path(place, piece));
    auto node = nodes_.find(place);
    if (node != nodes_.end() && node->second.kind == Kind::link)
      place = resolve(join_path(directory_of(place), node->second.text));
  }
  return place;
}

Status FakeDisk::change(std::string_view verb, const std::string& path) {
  if (changes_until_failure_ > 0 && --changes_until_failure_ == 0)
    return system_error("cannot " + std::string(verb), path, change_failure_);
  if (int reason = failure_of(path)) return system_error("cannot " + std::string(verb), path, reason);
  log_.push_back(std::string(verb) + " " + path);
  return {};
}

int FakeDisk::failure_of(const std::string& path) const {
  auto failure = failures_.find(absolute(path));
  return failure == failures_.end() ? 0 : failure->second;
}

}  // namespace ferrule
