#include "launcher/script_inputs.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "base/files.h"

namespace ferrule {

namespace {

/// Lists a tree, following links to directories but not in circles.
class TreeLister {
 public:
  /// `rules` is null for what a script has named itself: then nothing is left
  /// out.
  TreeLister(std::vector<std::string>& files, const ScriptInputRules* rules) : files_(files), rules_(rules) {}

  void list(const std::string& path);

 private:
  using Identity = std::pair<dev_t, ino_t>;

  void list_existing(const std::string& path, const struct stat& status);
  void list_directory(const std::string& path, const struct stat& status);
  bool is_left_out(const std::string& path) const;

  std::vector<std::string>& files_;
  const ScriptInputRules* rules_;
  /// The directories that we are in.
  std::vector<Identity> open_;
};

bool exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

/// What is no part of the package that it lies in.
bool TreeLister::is_left_out(const std::string& path) const {
  if (rules_ == nullptr || path == rules_->package_root) return false;
  if (path == rules_->build_directory || file_name(path) == ".git") return true;
  if (path == join_path(rules_->package_root, "target")) return true;
  for (const char* mark : {"Cargo.toml", "CACHEDIR.TAG", "ferrule/environment", "CMakeCache.txt"})
    if (exists(join_path(path, mark))) return true;
  return false;
}

void TreeLister::list(const std::string& path) {
  struct stat status;
  if (stat(path.c_str(), &status) == 0)
    list_existing(path, status);
  else
    files_.push_back(path);
}

void TreeLister::list_existing(const std::string& path, const struct stat& status) {
  if (!S_ISDIR(status.st_mode))
    files_.push_back(path);
  else if (!is_left_out(path))
    list_directory(path, status);
}

void TreeLister::list_directory(const std::string& path, const struct stat& status) {
  Identity identity{status.st_dev, status.st_ino};
  if (std::find(open_.begin(), open_.end(), identity) != open_.end()) return;
  // A directory that the script itself wrote into would make it run for ever.
  std::int64_t mtime = status.st_mtim.tv_sec * std::int64_t{1'000'000'000} + status.st_mtim.tv_nsec;
  if (rules_ == nullptr || mtime < rules_->run_started) files_.push_back(path);
  DIR* directory = opendir(path.c_str());
  if (directory == nullptr) return;
  std::vector<std::string> names;
  while (const dirent* entry = readdir(directory)) names.emplace_back(entry->d_name);
  closedir(directory);
  std::sort(names.begin(), names.end());
  open_.push_back(identity);
  for (const std::string& name : names) {
    const std::string inner = join_path(path, name);
    // A link that leads nowhere is no missing file: the directory's own time
    // tells when it changes.
    struct stat inner_status;
    bool is_entry = name != "." && name != ".." && stat(inner.c_str(), &inner_status) == 0;
    if (is_entry) list_existing(inner, inner_status);
  }
  open_.pop_back();
}

}  // namespace

std::vector<std::string> script_inputs(const ScriptOutput& output, const ScriptInputRules& rules) {
  std::vector<std::string> files;
  bool says_nothing = output.rerun_if_changed.empty() && output.rerun_if_env_changed.empty();
  if (says_nothing && rules.is_path_package) TreeLister(files, &rules).list(rules.package_root);
  for (const std::string& path : output.rerun_if_changed) {
    // Cargo joins an empty value to the package's root.
    TreeLister(files, nullptr).list(path.empty() ? rules.package_root : join_path(rules.package_root, path));
  }
  return files;
}

}  // namespace ferrule
