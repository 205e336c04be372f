#include "record/recording_inputs.h"

#include <array>

#include "base/fields.h"
#include "base/strings.h"

namespace ferrule {

namespace {

struct List {
  std::string_view keyword;
  std::string_view state;  // what input_state() calls it
  std::vector<std::string> RecordingInputs::*paths;
  bool is_edited;  // by users, while Cargo runs
};

constexpr std::array kLists = {
    List{"file", "file", &RecordingInputs::files, true},
    List{"program", "program", &RecordingInputs::programs, false},
    List{"presence", "presence", &RecordingInputs::presences, true},
    List{"listing", "listing", &RecordingInputs::listings, true},
    List{"members", "members", &RecordingInputs::members, false},
    List{"vendored", "vendored", &RecordingInputs::vendored, false},
    List{"result", "file", &RecordingInputs::results, false},
};

bool is_changed_after(const Disk& disk, const std::string& path, std::int64_t since) {
  std::optional<std::int64_t> changed = disk.changed_ns(path);
  return changed && *changed > since;
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
      bool is_uncertain = since && list.is_edited && path != written_by_cargo && is_changed_after(disk, path, *since);
      // The state first: a path may hold spaces.
      writer.add(list.keyword, (is_uncertain ? "changing" : disk.state(list.state, path)) + " " + path);
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
