#include "launcher/script/script_inputs.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "base/paths.h"
#include "launcher/script/package_files.h"

namespace ferrule {

namespace {

/// Lists a tree, following links to directories but not in circles.
class TreeLister {
 public:
  explicit TreeLister(std::vector<std::string>& files) : files_(files) {}

  /// Lists only what belongs to a package. What the script has named itself is listed without leaving out anything.
  TreeLister(std::vector<std::string>& files, const PackageFiles& package, FileTime run_started)
      : files_(files), package_(&package), run_started_(run_started) {}

  void list(const std::string& path);

 private:
  using Identity = std::pair<dev_t, ino_t>;

  void list_existing(const std::string& path, const struct stat& status);
  void list_directory(const std::string& path, const struct stat& status);
  bool is_left_out(const std::string& path, bool is_directory) const {
    return package_ != nullptr && package_->leaves_out(path, is_directory);
  }

  std::vector<std::string>& files_;
  const PackageFiles* package_ = nullptr;
  FileTime run_started_ = 0;
  /// The directories that we are in.
  std::vector<Identity> open_;
};

void TreeLister::list(const std::string& path) {
  struct stat status;
  if (stat(path.c_str(), &status) == 0) list_existing(path, status);
  else files_.push_back(path);
}

void TreeLister::list_existing(const std::string& path, const struct stat& status) {
  bool is_directory = S_ISDIR(status.st_mode);
  if (is_left_out(path, is_directory)) return;
  if (is_directory) list_directory(path, status);
  else files_.push_back(path);
}

void TreeLister::list_directory(const std::string& path, const struct stat& status) {
  Identity identity{status.st_dev, status.st_ino};
  if (std::find(open_.begin(), open_.end(), identity) != open_.end()) return;
  // A directory that the script itself wrote into would make it run for ever.
  if (package_ == nullptr || written_at(status) <= run_started_) files_.push_back(path);
  DIR* directory = opendir(path.c_str());
  if (directory == nullptr) return;
  std::vector<std::string> names;
  while (const dirent* entry = readdir(directory)) names.emplace_back(entry->d_name);
  closedir(directory);
  std::sort(names.begin(), names.end());
  open_.push_back(identity);
  for (const std::string& name : names) {
    const std::string inner = join_path(path, name);
    // A link that leads nowhere is no missing file: the directory's own time tells when it changes.
    struct stat inner_status;
    bool is_entry = name != "." && name != ".." && stat(inner.c_str(), &inner_status) == 0;
    if (is_entry) list_existing(inner, inner_status);
  }
  open_.pop_back();
}

}  // namespace

std::vector<std::string> package_inputs(const std::string& package_root, const std::string& build_directory,
                                        FileTime started) {
  std::vector<std::string> files;
  PackageFiles package(package_root, build_directory);
  TreeLister(files, package, started).list(package_root);
  files.insert(files.end(), package.tracked_in_target().begin(), package.tracked_in_target().end());
  return files;
}

namespace {

bool is_unpacked(const std::string& path, const std::string& cargo_home) {
  if (cargo_home.empty()) return false;
  return path.starts_with(join_path(cargo_home, "registry/")) || path.starts_with(join_path(cargo_home, "git/"));
}

}  // namespace

std::vector<std::string> script_inputs(const ScriptOutput& output, const ScriptInputRules& rules) {
  std::vector<std::string> files;
  bool says_nothing = output.rerun_if_changed.empty() && output.rerun_if_env_changed.empty();
  if (says_nothing && rules.is_path_package)
    files = package_inputs(rules.package_root, rules.build_directory, rules.run_started);
  for (const std::string& path : output.rerun_if_changed) {
    // Cargo joins an empty value to the package's root.
    const std::string input = path.empty() ? rules.package_root : join_path(rules.package_root, path);
    if (!is_unpacked(normalize_path(join_path(rules.package_root, input)), rules.cargo_home))
      TreeLister(files).list(input);
  }
  return files;
}

}  // namespace ferrule
