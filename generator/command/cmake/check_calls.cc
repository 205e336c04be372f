#include "command/cmake/check_calls.h"

#include <algorithm>

#include "base/fields.h"
#include "base/files.h"
#include "base/strings.h"
#include "formats/frozen_environment.h"
#include "record/toolchain/environment.h"

namespace ferrule {

namespace {

/// Kept for all calls of a build directory: those of one package alone aren't anybody else's.
bool is_for_all(const FrozenEnvironment& frozen, const EnvironmentVariable& variable) {
  return !frozen.fixed.contains(variable.name) && !frozen.defaults.contains(variable.name);
}

void unset_variable(Environment& environment, const std::string& name) {
  std::erase_if(environment, [&](const std::string& variable) { return split_once(variable, '=').first == name; });
}

}  // namespace

std::vector<std::string> CheckCalls::build_directories() const {
  std::vector<std::string> directories;
  for (const CheckCall& call : calls) {
    auto option = std::find(call.words.begin(), call.words.end(), "-C");
    if (call.words.end() - option < 2) continue;
    const std::string& directory = *(option + 1);
    if (std::find(directories.begin(), directories.end(), directory) == directories.end())
      directories.push_back(directory);
  }
  return directories;
}

Result<CheckCalls> read_check_calls(const Disk& disk, const std::string& directory) {
  const std::string path = join_path(directory, kCheckCallsFile);
  Result<std::string> text = disk.read(path);
  if (!text) return text.error();
  Result<std::vector<std::vector<Field>>> records = parse_records(*text, path);
  if (!records) return records.error();
  CheckCalls read;
  for (const std::vector<Field>& record : *records)
    for (const Field& field : record) {
      Halves parts = split_once(field.value, '=');
      if (field.keyword == "directory") read.binary_directory = field.value;
      else if (field.keyword == "ninja") read.ninja = field.value;
      else if (field.keyword == "rust-project") read.rust_project = field.value;
      else if (field.keyword == "variable")
        read.variables.push_back({std::string(parts.first), std::string(parts.second)});
      else if (field.keyword == "call") read.calls.push_back({field.value, {}});
      else if (field.keyword == "word" && !read.calls.empty()) read.calls.back().words.push_back(field.value);
    }
  if (read.binary_directory.empty())
    return Error{"the list of the project's crates cannot be read", path, "configure the project again"};
  return read;
}

Environment checked_environment(const Disk& disk, const CheckCalls& calls, const Environment& caller) {
  Environment environment = caller;
  for (const std::string& directory : calls.build_directories()) {
    const std::string path = join_path(directory, kFrozenEnvironmentFile);
    Result<std::string> text = disk.read(path);
    Result<FrozenEnvironment> frozen = text ? parse_frozen_environment(*text, path) : text.error();
    if (!frozen) continue;
    for (const EnvironmentVariable& variable : frozen->variables)
      if (is_for_all(*frozen, variable)) set_variable(environment, variable.name, variable.value);
  }
  for (const EnvironmentVariable& variable : calls.variables) {
    if (variable.value.empty()) unset_variable(environment, variable.name);
    else set_variable(environment, variable.name, variable.value);
  }
  return environment;
}

}  // namespace ferrule
