#include "launcher/link/link.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "base/files.h"
#include "base/strings.h"
#include "launcher/edge/pair_digest.h"
#include "launcher/link/linker_stand_in.h"
#include "launcher/link/unlinked.h"
#include "launcher/process/process.h"
#include "rust/artifact_name.h"

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

bool is_hollow_library(const std::string& word, const std::string& hollow_directory) {
  return word.starts_with(hollow_directory + "/") && word.ends_with(kHollowSuffix);
}

/// The full rlib in place of a hollow one; else `word`.
std::string full_library(const std::string& word, const std::string& hollow_directory,
                         const std::string& full_directory) {
  if (!is_hollow_library(word, hollow_directory)) return word;
  std::string path = full_directory + word.substr(hollow_directory.size());
  return path.replace(path.size() - kHollowSuffix.size(), kHollowSuffix.size(), ".rlib");
}

/// Whether the full rlibs fit what was compiled against the hollow ones. A source may have been saved between a
/// library's two edges; the linker doesn't notice, but rustc does.
bool have_matching_libraries(const Unlinked& unlinked, const std::string& hollow_directory) {
  constexpr std::string_view kPrefix = "lib";
  return std::all_of(unlinked.words.begin(), unlinked.words.end(), [&](const std::string& word) {
    if (!is_hollow_library(word, hollow_directory)) return true;
    std::string_view stem = file_name(word);
    stem.remove_suffix(kHollowSuffix.size());
    return !consume_prefix(stem, kPrefix) || read_the_same(std::string(stem));
  });
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
  if (!have_matching_libraries(*unlinked, hollow)) return false;
  const std::string full = real_path(join_path(edge.build_directory, kFullDirectory));
  std::vector<std::string> command = {linker_of(words)};
  for (const std::string& word : unlinked->words) command.push_back(full_library(word, hollow, full));
  Environment environment = jobserver.add_to(edge.environment);
  environment.insert_or_assign("PATH", unlinked->search_path);
  Result<ProcessEnd> end = run_process({command, environment, edge.action.directory, Capture::together, &jobserver});
  return end && end->succeeded() && has_made_all(edge.action, directory);
}

}  // namespace ferrule
