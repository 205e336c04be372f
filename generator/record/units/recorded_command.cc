#include "record/units/recorded_command.h"

#include "base/fields.h"
#include "base/strings.h"

namespace ferrule {

namespace {

std::optional<RecordedTool> tool_named(std::string_view name) {
  if (name == "rustc") return RecordedTool::rustc;
  if (name == "build-script") return RecordedTool::build_script;
  if (name == "test") return RecordedTool::test;
  if (name == "rustdoc") return RecordedTool::rustdoc;
  if (name == "documentation") return RecordedTool::documentation;
  return std::nullopt;
}

bool read_field(RecordedCommand& command, const Field& field) {
  if (field.keyword == "program") command.program = field.value;
  else if (field.keyword == "directory") command.directory = field.value;
  else if (field.keyword == "makes") command.makes_script = field.value == "build-script";
  else if (field.keyword == "arg") command.arguments.push_back(field.value);
  else if (field.keyword == "env") {
    Halves variable = split_once(field.value, '=');
    command.environment.push_back({std::string(variable.first), std::string(variable.second)});
  } else return false;
  return true;
}

bool read_field(RecordedPackage& package, const Field& field) {
  if (field.keyword != "link-target") return false;
  package.link_targets.push_back(field.value);
  return true;
}

bool read_field(RecordedArtifact& artifact, const Field& field) {
  if (field.keyword == "manifest-path") artifact.manifest_path = field.value;
  else if (field.keyword == "target-kind") artifact.target_kind = field.value;
  else if (field.keyword == "target-name") artifact.target_name = field.value;
  else if (field.keyword == "crate-type") artifact.crate_types.push_back(field.value);
  else if (field.keyword == "file") artifact.files.push_back({field.value, {}});
  else if (field.keyword == "unit" && !artifact.files.empty()) artifact.files.back().unit = field.value;
  else return false;
  return true;
}

/// The fields behind the first, which says what the record is of.
template <typename Recorded>
Status read_fields(Recorded& recorded, const std::vector<Field>& record, std::string_view origin) {
  for (std::size_t i = 1; i < record.size(); ++i)
    if (!read_field(recorded, record[i]))
      return Error{"cannot understand `" + record[i].keyword + "`", std::string(origin)};
  return {};
}

Status read_record(RecordedRun& run, const std::vector<Field>& record, std::string_view origin) {
  const Field& first = record.front();
  if (first.keyword == "artifact") {
    run.artifacts.emplace_back().package_id = first.value;
    return read_fields(run.artifacts.back(), record, origin);
  }
  if (first.keyword == "package") {
    run.packages.push_back({first.value, {}});
    return read_fields(run.packages.back(), record, origin);
  }
  if (first.keyword == "page") {
    run.pages.push_back(first.value);
    return {};
  }
  std::optional<RecordedTool> tool = tool_named(first.value);
  if (first.keyword != "ran" || !tool)
    return Error{"cannot understand `" + first.keyword + " " + first.value + "`", std::string(origin)};
  run.commands.emplace_back().tool = *tool;
  return read_fields(run.commands.back(), record, origin);
}

}  // namespace

const std::string* RecordedCommand::variable(std::string_view name) const {
  for (const EnvironmentVariable& variable : environment)
    if (variable.name == name) return &variable.value;
  return nullptr;
}

Result<RecordedRun> parse_log(std::string_view text, std::string_view origin) {
  Result<std::vector<std::vector<Field>>> records = parse_records(text, origin);
  if (!records) return records.error();
  RecordedRun run;
  for (const std::vector<Field>& record : *records)
    if (Status read = read_record(run, record, origin); !read) return read.error();
  return run;
}

std::string format_artifacts(const std::vector<RecordedArtifact>& artifacts) {
  FieldWriter writer;
  for (const RecordedArtifact& artifact : artifacts) {
    writer.add("artifact", artifact.package_id);
    writer.add("manifest-path", artifact.manifest_path);
    writer.add("target-kind", artifact.target_kind);
    writer.add("target-name", artifact.target_name);
    for (const std::string& type : artifact.crate_types) writer.add("crate-type", type);
    for (const RecordedArtifact::File& file : artifact.files) {
      writer.add("file", file.path);
      writer.add("unit", file.unit);
    }
    writer.end_record();
  }
  return writer.text();
}

std::string format_pages(const std::vector<std::string>& pages) {
  FieldWriter writer;
  for (const std::string& page : pages) {
    writer.add("page", page);
    writer.end_record();
  }
  return writer.text();
}

std::string format_packages(const std::vector<RecordedPackage>& packages) {
  FieldWriter writer;
  for (const RecordedPackage& package : packages) {
    writer.add("package", package.root);
    for (const std::string& target : package.link_targets) writer.add("link-target", target);
    writer.end_record();
  }
  return writer.text();
}

}  // namespace ferrule
