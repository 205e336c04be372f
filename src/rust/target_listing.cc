#include "rust/target_listing.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/strings.h"

namespace ferrule {

namespace {

/// As Cargo looks: a link to a directory is none.
bool is_directory(const std::string& directory, const dirent& entry) {
  if (entry.d_type != DT_UNKNOWN) return entry.d_type == DT_DIR;
  struct stat status;
  return lstat((directory + "/" + entry.d_name).c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

}  // namespace

std::string target_listing_digest(const std::string& directory) {
  std::vector<std::string> names;
  if (DIR* stream = opendir(directory.c_str())) {
    while (const dirent* entry = readdir(stream)) {
      std::string name = entry->d_name;
      if (name.starts_with('.')) continue;
      if (is_directory(directory, *entry)) name += "/main.rs";
      else if (!name.ends_with(".rs")) continue;
      if (name.ends_with("/main.rs") && access((directory + "/" + name).c_str(), F_OK) != 0) continue;
      names.push_back(name);
    }
    closedir(stream);
  }
  std::sort(names.begin(), names.end());
  std::string text;
  for (const std::string& name : names) text += name + "\n";
  return hex(digest(text));
}

}  // namespace ferrule
