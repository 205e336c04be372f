#include "launcher/link.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "action/artifact_name.h"
#include "base/files.h"
#include "launcher/linker_stand_in.h"
#include "launcher/process.h"
#include "launcher/unlinked.h"

namespace ferrule {

namespace {

/// rustc names files by their real paths.
std::string real_path(const std::string& path) {
  char* found = realpath(path.c_str(), nullptr);
  if (found == nullptr) return path;
  std::string result(found);
  std::free(found);
  return result;
}

/// The full rlib in place of a hollow one; else `word`.
std::string full_library(const std::string& word, const std::string& hollow_directory,
                         const std::string& full_directory) {
  if (!word.starts_with(hollow_directory + "/") || !word.ends_with(kHollowSuffix)) return word;
  std::string path = full_directory + word.substr(hollow_directory.size());
  return path.replace(path.size() - kHollowSuffix.size(), kHollowSuffix.size(), ".rlib");
}

bool has_made_all(const Action& action, const std::string& directory) {
  return std::all_of(action.outputs.begin(), action.outputs.end(), [&](const ProducedFile& file) {
    return access(join_path(directory, file.name).c_str(), F_OK) == 0;
  });
}

}  // namespace

Result<bool> link_unlinked(const Edge& edge, const std::vector<std::string>& words, const std::string& directory,
                           Jobserver& jobserver) {
  Result<Unlinked> unlinked = unpack_unlinked(edge.action.unlinked, directory);
  if (!unlinked) return unlinked.error();
  if (!unlinked->obstacle.empty()) return false;
  const std::string hollow = real_path(join_path(edge.build_directory, kHollowDirectory));
  const std::string full = real_path(join_path(edge.build_directory, kFullDirectory));
  std::vector<std::string> command = {linker_of(words)};
  for (const std::string& word : unlinked->words) command.push_back(full_library(word, hollow, full));
  Environment environment = jobserver.add_to(edge.environment);
  environment.insert_or_assign("PATH", unlinked->search_path);
  Result<ProcessEnd> end =
      run_process({command, environment, edge.action.directory, Capture::together, &jobserver});
  return end && end->succeeded() && has_made_all(edge.action, directory);
}

}  // namespace ferrule
