#include "record/recording_inputs.h"

#include "action/fields.h"
#include "base/strings.h"
#include "base/target_listing.h"

namespace ferrule {

namespace {

std::string content_digest(const Disk& disk, const std::string& path) {
  Result<std::string> text = disk.read(path);
  return text ? hex(digest(*text)) : "-";
}

std::string stamp_text(const Disk& disk, const std::string& path) {
  std::optional<FileStamp> stamp = disk.stamp(path);
  return stamp ? std::to_string(stamp->modified_ns) + "-" + std::to_string(stamp->size) : "-";
}

}  // namespace

std::string write_inputs(const Disk& disk, const RecordingInputs& inputs) {
  FieldWriter writer;
  writer.add("ferrule", FERRULE_VERSION);
  writer.add("directory", inputs.directory);
  for (const std::string& argument : inputs.arguments) writer.add("argument", argument);
  for (const EnvironmentVariable& variable : inputs.variables)
    writer.add("env", variable.name + "=" + variable.value);
  // The digest first: a path may hold spaces.
  for (const std::string& path : inputs.files) writer.add("file", content_digest(disk, path) + " " + path);
  for (const std::string& path : inputs.programs) writer.add("program", stamp_text(disk, path) + " " + path);
  for (const std::string& path : inputs.absent) writer.add(disk.stamp(path) ? "present" : "absent", path);
  for (const std::string& path : inputs.listings) writer.add("listing", target_listing_digest(path) + " " + path);
  for (const std::string& path : inputs.results) writer.add("result", content_digest(disk, path) + " " + path);
  return writer.text();
}

Result<RecordingInputs> parse_inputs(std::string_view text, std::string_view origin) {
  Result<std::vector<Field>> fields = parse_fields(text, origin);
  if (!fields) return fields.error();
  RecordingInputs inputs;
  for (const Field& field : *fields) {
    std::string path(split_once(field.value, ' ').second);
    if (field.keyword == "directory") inputs.directory = field.value;
    else if (field.keyword == "argument") inputs.arguments.push_back(field.value);
    else if (field.keyword == "file") inputs.files.push_back(path);
    else if (field.keyword == "program") inputs.programs.push_back(path);
    else if (field.keyword == "absent") inputs.absent.push_back(field.value);
    else if (field.keyword == "listing") inputs.listings.push_back(path);
    else if (field.keyword == "result") inputs.results.push_back(path);
    else if (field.keyword == "env") {
      Halves parts = split_once(field.value, '=');
      inputs.variables.push_back({std::string(parts.first), std::string(parts.second)});
    }
  }
  return inputs;
}

}  // namespace ferrule
