#include "launcher/script/package_files.h"

#include <unistd.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/strings.h"
#include "launcher/edge/environment.h"
#include "launcher/process/process.h"

namespace ferrule {

namespace {

bool exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

bool is_in_repository(const std::string& directory) {
  for (std::string at = directory;; at = directory_of(at)) {
    if (exists(join_path(at, ".git"))) return true;
    if (at == "/" || at == ".") return false;
  }
}

/// What git is to go by is in files. A variable may point it to another repository, as in a hook.
Environment environment_for_git() {
  Environment environment;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    Halves parts = split_once(*variable, '=');
    if (!parts.first.starts_with("GIT_")) environment.emplace(parts.first, parts.second);
  }
  return environment;
}

/// The paths that `git ls-files` names, or nothing if it fails.
std::optional<std::vector<std::string>> list_by_git(const std::string& directory, std::vector<std::string> options) {
  std::vector<std::string> words = {"git", "ls-files", "-z"};
  words.insert(words.end(), options.begin(), options.end());
  Result<ProcessEnd> end = run_process({words, environment_for_git(), directory, Capture::separately});
  if (!end || !end->succeeded()) return std::nullopt;
  std::vector<std::string> paths;
  for (std::string_view name : split(end->out, '\0'))
    if (!name.empty()) paths.push_back(join_path(directory, name));
  return paths;
}

}  // namespace

PackageFiles::PackageFiles(const std::string& root, const std::string& build_directory)
    : root_(root), build_directory_(build_directory) {
  const std::string file = join_path(build_directory, package_patterns_file(root));
  if (Result<std::string> text = read_file(file))
    if (Result<PackagePatterns> patterns = parse_package_patterns(*text, file)) patterns_ = std::move(*patterns);
  if (!patterns_.include.empty()) return;
  if (is_in_repository(root)) ask_git();
  else leaves_out_hidden_ = true;
  // A negated pattern may bring one back.
  for (const std::string& pattern : patterns_.exclude)
    if (pattern.starts_with('!')) leaves_out_hidden_ = false;
}

/// Cargo goes by git if that tracks the manifest.
void PackageFiles::ask_git() {
  auto tracked = list_by_git(root_, {"--cached", "--", "Cargo.toml", "Cargo.lock", "target"});
  if (!tracked) return;
  auto is_tracked = [&](const char* name) {
    return std::find(tracked->begin(), tracked->end(), join_path(root_, name)) != tracked->end();
  };
  if (!is_tracked("Cargo.toml")) {
    leaves_out_hidden_ = true;
    return;
  }
  auto ignored = list_by_git(root_, {"--others", "--ignored", "--exclude-standard", "--directory"});
  if (!ignored) return;
  for (std::string& path : *ignored) {
    if (path.ends_with('/')) path.pop_back();
    ignored_.insert(std::move(path));
  }
  if (exists(join_path(root_, ".git")) && !is_tracked("Cargo.lock")) ignored_.insert(join_path(root_, "Cargo.lock"));
  for (std::string& path : *tracked)
    if (path.starts_with(join_path(root_, "target/")) && exists(path)) tracked_in_target_.insert(std::move(path));
}

bool PackageFiles::leaves_out(const std::string& path, bool is_directory) const {
  if (path == root_) return false;
  if (is_directory) {
    if (path == build_directory_ || file_name(path) == ".git" || path == join_path(root_, "target")) return true;
    // Other packages, and build directories of other tools.
    for (const char* mark : {"Cargo.toml", "CACHEDIR.TAG", "ferrule/environment", "CMakeCache.txt"})
      if (exists(join_path(path, mark))) return true;
  }
  if (ignored_.contains(path)) return true;
  return leaves_out_by_patterns(path, is_directory);
}

bool PackageFiles::leaves_out_by_patterns(const std::string& path, bool is_directory) const {
  std::string_view relative = path;
  if (!consume_prefix(relative, root_) || !consume_prefix(relative, "/")) return false;
  if (relative == "Cargo.toml" || relative == "Cargo.lock") return false;
  if (leaves_out_hidden_ && file_name(path).starts_with('.')) return true;
  if (patterns_.include.empty()) return select(patterns_.exclude, relative, is_directory) == Selection::yes;
  return !is_directory && select(patterns_.include, relative, false) == Selection::no;
}

}  // namespace ferrule
