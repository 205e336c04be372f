#include "rust/package_listing.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/paths.h"
#include "base/strings.h"

namespace ferrule {

namespace {

bool exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

std::vector<std::string> names_in(const std::string& directory) {
  std::vector<std::string> names;
  DIR* stream = opendir(directory.c_str());
  if (stream == nullptr) return names;
  while (const dirent* entry = readdir(stream))
    if (std::string_view name = entry->d_name; name != "." && name != "..") names.emplace_back(name);
  closedir(stream);
  std::sort(names.begin(), names.end());
  return names;
}

/// Follows a pattern down, component by component.
class Expansion {
 public:
  using Components = std::span<const std::string_view>;

  void expand(const std::string& directory, Components rest) {
    struct stat status;
    if (stat(directory.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) return;
    if (rest.empty()) {
      found_ += directory + (exists(join_path(directory, "Cargo.toml")) ? "/Cargo.toml\n" : "\n");
      return;
    }
    if (rest.front() == "**") {
      expand_all_below(directory, rest, {status.st_dev, status.st_ino});
    } else if (rest.front().find_first_of("*?[") != std::string_view::npos) {
      for (const std::string& name : names_in(directory)) expand(join_path(directory, name), rest.subspan(1));
    } else {
      expand(join_path(directory, rest.front()), rest.subspan(1));
    }
  }

  const std::string& found() const { return found_; }

 private:
  using Identity = std::pair<dev_t, ino_t>;

  /// `**` is any number of directories, links to directories among them.
  void expand_all_below(const std::string& directory, Components rest, Identity identity) {
    bool is_circle = std::find(open_.begin(), open_.end(), identity) != open_.end();
    if (is_circle || holds_no_members(directory)) return;
    open_.push_back(identity);
    expand(directory, rest.subspan(1));
    for (const std::string& name : names_in(directory)) expand(join_path(directory, name), rest);
    open_.pop_back();
  }

  static bool holds_no_members(const std::string& directory) {
    return file_name(directory) == ".git" || exists(join_path(directory, "CACHEDIR.TAG")) ||
           exists(join_path(directory, "ferrule/environment"));
  }

  std::vector<Identity> open_;  // the directories that we are in
  std::string found_;
};

std::string stamp_line(const std::string& path) {
  struct stat status;
  if (stat(path.c_str(), &status) != 0) return {};
  return path + " " + std::to_string(status.st_mtim.tv_sec) + "." + std::to_string(status.st_mtim.tv_nsec) + " " +
         std::to_string(status.st_size) + "\n";
}

}  // namespace

std::string member_listing_digest(const std::string& pattern) {
  std::size_t mark = pattern.find(kPatternMark);
  std::string workspace = mark == std::string::npos ? "/" : pattern.substr(0, mark);
  std::string_view rest = std::string_view(pattern).substr(mark == std::string::npos ? 0 : mark + 3);
  std::vector<std::string_view> components = split(rest, '/');
  std::erase_if(components, [](std::string_view component) { return component.empty() || component == "."; });
  Expansion expansion;
  expansion.expand(workspace.empty() ? "/" : workspace, components);
  return hex(digest(expansion.found()));
}

std::string vendored_listing_digest(const std::string& directory) {
  std::string text;
  for (const std::string& name : names_in(directory)) {
    std::string package = join_path(directory, name);
    text += stamp_line(join_path(package, "Cargo.toml")) + stamp_line(join_path(package, ".cargo-checksum.json"));
  }
  return hex(digest(text));
}

}  // namespace ferrule
