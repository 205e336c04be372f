#include "record/recording_inputs.h"

#include <sys/stat.h>

#include <array>

#include "base/fields.h"
#include "base/strings.h"
#include "formats/input_state.h"

namespace ferrule {

namespace {

struct List {
  std::string_view keyword;
  std::vector<std::string> RecordingInputs::*paths;
  bool is_edited;  // by users, while Cargo runs
};

constexpr std::array kLists = {
    List{"file", &RecordingInputs::files, true},         List{"program", &RecordingInputs::programs, false},
    List{"presence", &RecordingInputs::presences, true}, List{"listing", &RecordingInputs::listings, true},
    List{"members", &RecordingInputs::members, false},   List{"vendored", &RecordingInputs::vendored, false},
    List{"result", &RecordingInputs::results, false},
};

/// Listings are of the machine's own disk, everything else of `disk`.
std::string state_on(const Disk& disk, std::string_view keyword, const std::string& path) {
  if (keyword == "file" || keyword == "result") return content_state(disk.read(path));
  std::optional<FileStamp> stamp = keyword == "listing" ? std::nullopt : disk.stamp(path);
  if (keyword == "presence") return presence_state(stamp.has_value(), stamp && disk.is_directory(path));
  if (keyword == "program") return stamp ? stamp_state(stamp->modified_ns, stamp->size) : std::string(kAbsent);
  return input_state(keyword, path).value_or(std::string(kAbsent));
}

/// By the time that no program can set.
bool is_changed_after(const std::string& path, std::int64_t since) {
  struct stat status;
  constexpr std::int64_t kNanoseconds = 1'000'000'000;
  return stat(path.c_str(), &status) == 0 && status.st_ctim.tv_sec * kNanoseconds + status.st_ctim.tv_nsec > since;
}

}  // namespace

std::string write_inputs(const Disk& disk, const RecordingInputs& inputs, std::optional<std::int64_t> since,
                         std::string_view written_by_cargo) {
  FieldWriter writer;
  writer.add("ferrule", FERRULE_VERSION);
  writer.add("directory", inputs.directory);
  for (const std::string& argument : inputs.arguments) writer.add("argument", argument);
  for (const EnvironmentVariable& variable : inputs.variables)
    writer.add("env", variable.name + "=" + variable.value);
  for (const List& list : kLists)
    for (const std::string& path : inputs.*list.paths) {
      bool is_uncertain = since && list.is_edited && path != written_by_cargo && is_changed_after(path, *since);
      // The state first: a path may hold spaces.
      writer.add(list.keyword, (is_uncertain ? "changing" : state_on(disk, list.keyword, path)) + " " + path);
    }
  return writer.text();
}

Result<RecordingInputs> parse_inputs(std::string_view text, std::string_view origin) {
  Result<std::vector<Field>> fields = parse_fields(text, origin);
  if (!fields) return fields.error();
  RecordingInputs inputs;
  for (const Field& field : *fields) {
    if (field.keyword == "directory") inputs.directory = field.value;
    else if (field.keyword == "argument") inputs.arguments.push_back(field.value);
    else if (field.keyword == "env") {
      Halves parts = split_once(field.value, '=');
      inputs.variables.push_back({std::string(parts.first), std::string(parts.second)});
    }
    for (const List& list : kLists)
      if (field.keyword == list.keyword) (inputs.*list.paths).emplace_back(split_once(field.value, ' ').second);
  }
  return inputs;
}

}  // namespace ferrule
