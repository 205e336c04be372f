#include "launcher/watch.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <map>
#include <string_view>
#include <vector>

#include "action/fields.h"
#include "action/frozen_environment.h"
#include "action/watched_variables.h"
#include "base/files.h"
#include "base/strings.h"
#include "base/target_listing.h"
#include "launcher/terminal.h"

namespace ferrule {

namespace {

bool exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

/// Whether a variable that is set now has another value than `recorded`, or
/// had none.
bool is_changed(const std::string& name, const std::string* recorded) {
  const char* now = getenv(name.c_str());
  return now != nullptr && (recorded == nullptr || *recorded != now);
}

/// Cargo's own variables: those recorded and those set now.
bool cargo_variables_changed(const std::vector<Field>& fields) {
  std::map<std::string, std::string> recorded;
  for (const Field& field : fields) {
    Halves parts = split_once(field.value, '=');
    if (field.keyword == "env") recorded.emplace(parts.first, parts.second);
  }
  for (char** variable = environ; *variable != nullptr; ++variable) {
    std::string name(split_once(*variable, '=').first);
    auto known = recorded.find(name);
    if (is_read_by_cargo(name) && is_changed(name, known == recorded.end() ? nullptr : &known->second)) return true;
  }
  return false;
}

bool files_changed(const std::vector<Field>& fields) {
  for (const Field& field : fields) {
    if (field.keyword == "absent" && exists(field.value)) return true;
    if (field.keyword != "listing") continue;
    Halves parts = split_once(field.value, ' ');
    if (target_listing_digest(std::string(parts.second)) != parts.first) return true;
  }
  return false;
}

std::vector<std::string> edges_with_variables(const std::string& directory) {
  std::vector<std::string> names;
  DIR* stream = opendir(directory.c_str());
  if (stream == nullptr) return names;
  while (const dirent* entry = readdir(stream))
    if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
  closedir(stream);
  return names;
}

/// The variables that build scripts and crates asked for when they last ran.
bool requested_variables_changed() {
  std::string directory(kRequestedVariablesDirectory);
  for (const std::string& name : edges_with_variables(directory)) {
    Result<std::string> text = read_file(join_path(directory, name));
    if (!text) continue;
    Result<std::vector<Field>> fields = parse_fields(*text, name);
    if (!fields) continue;
    for (const Field& field : *fields) {
      Halves parts = split_once(field.value, '=');
      std::string value(parts.second);
      if (is_changed(std::string(parts.first), field.keyword == "env" ? &value : nullptr)) return true;
    }
  }
  return false;
}

}  // namespace

int watch(const std::string& inputs_file, const std::string& stamp_file) {
  Result<std::string> text = read_file(inputs_file);
  Result<std::vector<Field>> fields =
      text ? parse_fields(*text, inputs_file) : Result<std::vector<Field>>(text.error());
  // What can't be read is best made anew.
  bool changed =
      !fields || cargo_variables_changed(*fields) || files_changed(*fields) || requested_variables_changed();
  if (!changed) return 0;
  int fd = open(stamp_file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (fd >= 0 && futimens(fd, nullptr) == 0 && close(fd) == 0) return 0;
  print(describe(system_error("cannot touch", stamp_file, errno)));
  return 1;
}

}  // namespace ferrule
