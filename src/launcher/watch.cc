#include "launcher/watch.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/escape.h"
#include "base/fields.h"
#include "base/files.h"
#include "base/strings.h"
#include "formats/input_state.h"
#include "formats/requested_variable.h"
#include "launcher/edge/build_place.h"
#include "launcher/edge/environment.h"
#include "launcher/process/engine.h"
#include "launcher/process/terminal.h"
#include "rust/watched_variables.h"

namespace ferrule {

namespace {

bool is_elsewhere() {
  Result<std::string> here = working_directory();
  return here && !check_build_place(*here);
}

/// Whether a variable that is set now has another value than `recorded`, or had none.
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

bool is_input_changed(const Field& field) {
  Halves parts = split_once(field.value, ' ');
  std::optional<std::string> now = input_state(field.keyword, std::string(parts.second));
  return now && *now != parts.first;
}

/// The fields of a list, and of those that it names.
Result<std::vector<Field>> read_list(const std::string& path) {
  Result<std::string> text = read_file(path);
  if (!text) return text.error();
  Result<std::vector<Field>> fields = parse_fields(*text, path);
  if (!fields) return fields;
  std::vector<Field> all;
  for (Field& field : *fields) {
    if (field.keyword == "list") {
      Result<std::vector<Field>> inner = read_list(field.value);
      if (!inner) return inner;
      std::move(inner->begin(), inner->end(), std::back_inserter(all));
    }
    all.push_back(std::move(field));
  }
  return all;
}

bool wants_variables(const std::vector<Field>& fields) {
  return std::any_of(fields.begin(), fields.end(), [](const Field& field) { return field.keyword == "variables"; });
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

/// Whether a variable has another value now than an edge of the build directory found when it last ran.
bool requested_variables_changed(const std::string& build_directory) {
  Result<FrozenEnvironment> kept = read_frozen_environment(build_directory);
  if (!kept) return true;
  const std::string directory = join_path(build_directory, kRequestedVariablesDirectory);
  for (const std::string& name : edges_with_variables(directory)) {
    Result<std::string> text = read_file(join_path(directory, name));
    if (!text) continue;
    Result<std::vector<RequestedVariable>> variables = parse_requested_variables(*text, name);
    if (!variables) continue;
    for (const RequestedVariable& variable : *variables) {
      if (kept->fixed.contains(variable.name)) continue;
      if (const char* now = getenv(variable.name.c_str()))
        if (const std::string value(now); !variable.was(&value)) return true;
    }
  }
  return false;
}

bool requested_variables_changed(const std::vector<Field>& fields) {
  return std::any_of(fields.begin(), fields.end(), [](const Field& field) {
    return field.keyword == "requested" && requested_variables_changed(field.value);
  });
}

/// What can't be read is best made again.
bool is_anything_changed(const std::string& list) {
  Result<std::vector<Field>> fields = read_list(list);
  return !fields || is_elsewhere() || std::any_of(fields->begin(), fields->end(), is_input_changed) ||
         (wants_variables(*fields) && cargo_variables_changed(*fields)) || requested_variables_changed(*fields);
}

Status touch(const std::string& path) {
  int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (fd >= 0 && futimens(fd, nullptr) == 0 && close(fd) == 0) return {};
  return system_error("cannot touch", path, errno);
}

int report(const Error& error) {
  print(describe(error));
  return EXIT_FAILURE;
}

}  // namespace

int watch(const std::string& list, const std::string& stamp_file) {
  if (!is_anything_changed(list)) return EXIT_SUCCESS;
  Status touched = touch(stamp_file);
  return touched ? EXIT_SUCCESS : report(touched.error());
}

int watch_in_each_build(const std::string& list, const std::string& stamp_file, const std::string& depfile) {
  // An engine may insist that an edge makes what it says it makes.
  if (access(stamp_file.c_str(), F_OK) != 0)
    if (Status made = touch(stamp_file); !made) return report(made.error());
  const std::string text = escape(stamp_file, Grammar::depfile_path) + ": " + there_for_one_build() + "\n";
  if (Result<bool> written = write_file_if_changed(depfile, text); !written) return report(written.error());
  return watch(list, stamp_file);
}

int watch_or_stop(const std::string& list, const std::string& stamp_file) {
  if (!is_anything_changed(list)) return EXIT_SUCCESS;
  if (Status touched = touch(stamp_file); !touched) return report(touched.error());
  return report(
      Error{"something that Cargo reads, or a variable that a crate or a build script reads, has changed since CMake "
            "configured",
            {},
            "run make again: it configures first"});
}

}  // namespace ferrule
