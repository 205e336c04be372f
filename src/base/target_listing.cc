#include "base/target_listing.h"

#include <dirent.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/strings.h"

namespace ferrule {

std::string target_listing_digest(const std::string& directory) {
  std::vector<std::string> names;
  if (DIR* stream = opendir(directory.c_str())) {
    while (const dirent* entry = readdir(stream)) {
      std::string_view name = entry->d_name;
      if (name.starts_with('.')) continue;
      if (name.ends_with(".rs")) {
        names.emplace_back(name);
        continue;
      }
      if (entry->d_type != DT_DIR && entry->d_type != DT_LNK && entry->d_type != DT_UNKNOWN) continue;
      for (std::string_view inner : {"/main.rs", "/Cargo.toml"}) {
        std::string path = std::string(name) + std::string(inner);
        if (access((directory + "/" + path).c_str(), F_OK) == 0) names.push_back(path);
      }
    }
    closedir(stream);
  }
  std::sort(names.begin(), names.end());
  std::string text;
  for (const std::string& name : names) text += name + "\n";
  return hex(digest(text));
}

}  // namespace ferrule
