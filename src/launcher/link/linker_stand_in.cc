#include "launcher/link/linker_stand_in.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <map>

#include "base/files.h"
#include "base/strings.h"
#include "launcher/link/link_roots.h"
#include "launcher/link/unlinked.h"
#include "launcher/process/process.h"
#include "launcher/process/terminal.h"
#include "rust/artifact_name.h"
#include "rust/rustc_options.h"

namespace ferrule {

namespace {

/// Below the directory that rustc writes to.
constexpr std::string_view kDirectory = "ferrule-linker";
constexpr std::string_view kRootsDirectory = "ferrule-link-roots";

bool is_empty_directory(const std::string& path) {
  DIR* directory = opendir(path.c_str());
  if (directory == nullptr) return true;
  int entries = 0;  // `.` and `..` are two
  while (readdir(directory) != nullptr) ++entries;
  closedir(directory);
  return entries <= 2;
}

bool is_file(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

/// The system's directory for temporary files, where rustc has had its own
/// before 1.66.
std::string temporary_directory() {
  const char* set = std::getenv("TMPDIR");
  return set != nullptr && *set != '\0' ? set : "/tmp";
}

/// With its dot; empty without one.
std::string_view extension(const std::string& path) {
  std::string_view name = file_name(path);
  std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot);
}

/// Takes a linker's arguments apart. Some of rustc's files have another name in
/// each run; here they have numbers, so that the same call is the same text.
class Call {
 public:
  explicit Call(std::string directory) : places_{directory + "/", temporary_directory() + "/rustc"} {
    unlinked_.directory = std::move(directory);
  }

  void add(std::string word) {
    bool is_output = !unlinked_.words.empty() && unlinked_.words.back() == "-o";
    // rustc's way out where the arguments are too many for the system.
    if (word.starts_with('@')) unlinked_.obstacle = "the arguments are in a file, `" + word + "`";
    if (!is_output) rename_path(word);
    unlinked_.words.push_back(std::move(word));
  }

  Unlinked take() { return std::move(unlinked_); }

 private:
  /// A path that is rustc's own, by itself or as the value of an option.
  void rename_path(std::string& word) {
    for (const std::string& place : places_)
      if (std::size_t at = word.find(place); at != std::string::npos) {
        // The compiler driver hands on several options in one word.
        std::string path = word.substr(at, word.find(',', at) - at);
        word.replace(at, path.size(), unlinked_.directory + "/" + new_name(path));
        return;
      }
  }

  std::string new_name(const std::string& path) {
    if (!is_empty_directory(path)) unlinked_.obstacle = "rustc has made files in `" + path + "`";
    // A directory for libraries that rustc had no need of.
    if (!is_file(path)) return "empty";
    auto [name, is_new] = names_.try_emplace(path, std::to_string(names_.size()) + std::string(extension(path)));
    if (is_new) unlinked_.files.push_back({path, name->second});
    return name->second;
  }

  std::vector<std::string> places_;
  Unlinked unlinked_;
  std::map<std::string, std::string> names_;
};

Status keep_unlinked(const std::vector<std::string>& arguments, const std::string& directory) {
  Call call(directory);
  for (const std::string& word : arguments) call.add(word);
  Unlinked unlinked = call.take();
  if (const char* path = std::getenv("PATH")) unlinked.search_path = path;
  if (!unlinked.obstacle.empty()) unlinked.files.clear();
  return write_unlinked(unlinked, directory + "/" + std::string(kUnlinkedFile));
}

}  // namespace

std::string linker_of(const std::vector<std::string>& words) {
  std::string linker = "cc";
  for_each_rustc_option(words, [&](const RustcOption& option, std::size_t) {
    if (auto value = codegen_value(option, "linker")) linker = *value;
  });
  return linker;
}

Status set_linker_stand_in(std::vector<std::string>& words, const std::string& directory, KeptOfLink kept) {
  Result<std::string> launcher = executable_path();
  if (!launcher) return launcher.error();
  const std::string place = join_path(directory, kept == KeptOfLink::all ? kDirectory : kRootsDirectory);
  if (Status made = make_directories(place); !made) return made;
  const std::string stand_in = place + "/" + std::string(file_name(linker_of(words)));
  if (symlink(launcher->c_str(), stand_in.c_str()) != 0) return system_error("cannot make", stand_in, errno);
  words.emplace_back("-Clinker=" + stand_in);
  return {};
}

bool is_linker_stand_in(const std::string& program) {
  const std::string directory = directory_of(program);
  return file_name(directory) == kDirectory || file_name(directory) == kRootsDirectory;
}

int stand_in_for_linker(const std::vector<std::string>& arguments) {
  const std::string place = directory_of(arguments.front());
  const std::vector<std::string> words(arguments.begin() + 1, arguments.end());
  Status written = file_name(place) == kRootsDirectory ? keep_link_roots(words, directory_of(place))
                                                       : keep_unlinked(words, directory_of(place));
  if (written) return EXIT_SUCCESS;
  print(describe(written.error()));
  return EXIT_FAILURE;
}

}  // namespace ferrule
