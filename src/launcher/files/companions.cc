#include "launcher/files/companions.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <string_view>

#include "base/files.h"
#include "launcher/edge/command_line.h"

namespace ferrule {

namespace {

bool is_named(const Action& action, std::string_view name) {
  return name == action.dep_info || name == kArgumentsFile ||
         std::any_of(action.outputs.begin(), action.outputs.end(),
                     [&](const ProducedFile& file) { return file.name == name; });
}

bool is_regular(const std::string& path) {
  struct stat status;
  return lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

std::vector<ProducedFile> companions(const Action& action, const std::string& directory) {
  std::vector<ProducedFile> files;
  if (!action.has_companions || action.outputs.empty()) return files;
  DIR* stream = opendir(directory.c_str());
  if (stream == nullptr) return files;
  const std::string destination = directory_of(action.outputs.front().destination);
  while (const dirent* entry = readdir(stream)) {
    const std::string name = entry->d_name;
    if (!is_named(action, name) && is_regular(join_path(directory, name)))
      files.push_back({name, join_path(destination, name)});
  }
  closedir(stream);
  std::sort(files.begin(), files.end(), [](const ProducedFile& a, const ProducedFile& b) { return a.name < b.name; });
  return files;
}

}  // namespace ferrule
