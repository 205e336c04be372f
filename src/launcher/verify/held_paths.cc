#include "launcher/verify/held_paths.h"

#include <algorithm>
#include <cctype>

#include "base/files.h"
#include "launcher/edge/command_line.h"
#include "launcher/files/scratch_directory.h"
#include "launcher/jobs/jobserver.h"
#include "launcher/process/process.h"
#include "launcher/process/signals.h"
#include "rust/rustc_options.h"

namespace ferrule {

namespace {

/// What ends a path in an object file or in metadata, where nothing separates one text from the next.
bool ends_path(char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte <= ' ' || byte >= 0x7f || std::string_view("\"'`;,:(){}[]<>|").find(c) != std::string_view::npos;
}

bool continues_name(char c) {
  auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || c == '_' || c == '-' || c == '.';
}

/// The whole command, for both halves of a library at once.
std::vector<std::string> mapped_words(const std::vector<std::string>& words, const Edge& edge) {
  std::vector<std::string> mapped = without_options(without_wrappers(words), [](const RustcOption& option) {
    return codegen_value(option, "incremental").has_value() || unstable_value(option, "no-codegen").has_value();
  });
  // The last one that fits counts.
  std::vector<std::string> directories = directories_of_checkout(edge);
  for (auto directory = directories.rbegin(); directory != directories.rend(); ++directory)
    mapped.push_back("--remap-path-prefix=" + *directory + "=/ferrule/checkout");
  return mapped;
}

}  // namespace

std::vector<std::string> paths_in(std::string_view bytes, const std::vector<std::string>& directories) {
  std::vector<std::string> found;
  for (const std::string& directory : directories)
    for (std::size_t at = bytes.find(directory); at != std::string_view::npos; at = bytes.find(directory, at + 1)) {
      std::size_t end = at + directory.size();
      if (end < bytes.size() && continues_name(bytes[end])) continue;
      while (end < bytes.size() && !ends_path(bytes[end])) ++end;
      std::string path(bytes.substr(at, end - at));
      if (std::find(found.begin(), found.end(), path) == found.end()) found.push_back(std::move(path));
    }
  return found;
}

std::vector<std::string> directories_of_checkout(const Edge& edge) {
  std::vector<std::string> directories = {edge.build_directory, edge.action.directory};
  for (const EnvironmentVariable& variable : edge.action.environment)
    if (variable.name == "CARGO_MANIFEST_DIR") directories.push_back(variable.value);
  std::sort(directories.begin(), directories.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  directories.erase(std::unique(directories.begin(), directories.end()), directories.end());
  return directories;
}

Result<std::vector<std::string>> held_paths(Edge& edge) {
  Result<Jobserver> jobserver = Jobserver::join(edge);
  if (!jobserver) return jobserver.error();
  Result<ScratchDirectory> scratch =
      ScratchDirectory::make(edge.build_directory + "/ferrule/tmp/" + edge.action.id + ".verify");
  if (!scratch) return scratch.error();
  hold_signals();
  Result<std::vector<std::string>> words =
      expand_command(edge.action.command, edge.scripts, scratch->path(), edge.build_directory);
  if (!words) return words.error();
  words = shorten_command(mapped_words(*words, edge), join_path(scratch->path(), kArgumentsFile));
  if (!words) return words.error();
  Result<ProcessEnd> end =
      run_process({*words, jobserver->add_to(edge.environment), edge.action.directory, Capture::separately});
  if (!end) return end.error();
  if (!end->succeeded()) return Error{"`" + edge.action.package + "` doesn't compile with paths mapped away"};
  std::vector<std::string> found;
  for (const ProducedFile& file : edge.action.outputs) {
    Result<std::string> bytes = read_file(join_path(scratch->path(), file.name));
    if (!bytes) return bytes.error();
    for (std::string& path : paths_in(*bytes, directories_of_checkout(edge)))
      if (std::find(found.begin(), found.end(), path) == found.end()) found.push_back(std::move(path));
  }
  return found;
}

}  // namespace ferrule
