#include "portable/source_listing.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/paths.h"
#include "base/strings.h"

namespace ferrule {

namespace {

namespace fs = std::filesystem;

/// Another package, or what was built.
bool is_of_others(const std::string& directory) {
  std::error_code failure;
  for (const char* mark : {"Cargo.toml", "CACHEDIR.TAG", "ferrule/environment"})
    if (fs::exists(join_path(directory, mark), failure)) return true;
  return false;
}

/// Adds what is in root/below, `below` being relative to `root` and empty for the root itself.
void add_files(const std::string& root, const std::string& below, std::vector<std::string>& files) {
  std::error_code failure;
  for (fs::directory_iterator entry(join_path(root, below), failure), end; !failure && entry != end;
       entry.increment(failure)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with('.')) continue;
    const std::string inner = join_path(below, name);
    std::error_code unknown;
    if (entry->is_directory(unknown) && !entry->is_symlink(unknown)) {
      if (!is_of_others(join_path(root, inner))) add_files(root, inner, files);
    } else if (entry->is_regular_file(unknown)) {
      files.push_back(inner);
    }
  }
}

}  // namespace

std::vector<std::string> source_files(const std::string& directory) {
  std::vector<std::string> files;
  add_files(directory, "", files);
  std::sort(files.begin(), files.end());
  return files;
}

std::string source_listing_digest(const std::string& directory) {
  std::uint64_t sum = 0;
  for (const std::string& file : source_files(directory)) sum = digest(file + '\0', sum);
  return hex(sum);
}

}  // namespace ferrule
