#include "record/recorded_command.h"

#include "action/fields.h"
#include "base/strings.h"

namespace ferrule {

namespace {

std::optional<RecordedTool> tool_named(std::string_view name) {
  if (name == "rustc") return RecordedTool::rustc;
  if (name == "build-script") return RecordedTool::build_script;
  if (name == "test") return RecordedTool::test;
  if (name == "rustdoc") return RecordedTool::rustdoc;
  return std::nullopt;
}

bool read_field(RecordedCommand& command, const Field& field) {
  if (field.keyword == "program") command.program = field.value;
  else if (field.keyword == "directory") command.directory = field.value;
  else if (field.keyword == "arg") command.arguments.push_back(field.value);
  else if (field.keyword == "env") {
    Halves variable = split_once(field.value, '=');
    command.environment.push_back({std::string(variable.first), std::string(variable.second)});
  } else return false;
  return true;
}

bool read_field(RecordedArtifact& artifact, const Field& field) {
  if (field.keyword == "manifest-path") artifact.manifest_path = field.value;
  else if (field.keyword == "target-kind") artifact.target_kind = field.value;
  else if (field.keyword == "target-name") artifact.target_name = field.value;
  else if (field.keyword == "file") artifact.files.push_back({field.value, {}});
  else if (field.keyword == "unit" && !artifact.files.empty()) artifact.files.back().unit = field.value;
  else return false;
  return true;
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
  for (const std::vector<Field>& record : *records) {
    const Field& first = record.front();
    std::optional<RecordedTool> tool = tool_named(first.value);
    bool is_artifact = first.keyword == "artifact";
    if (!is_artifact && (first.keyword != "ran" || !tool))
      return Error{"cannot understand `" + first.keyword + " " + first.value + "`", std::string(origin)};
    RecordedCommand command{tool.value_or(RecordedTool::rustc), {}, {}, {}, {}};
    RecordedArtifact artifact;
    artifact.package_id = first.value;
    for (std::size_t i = 1; i < record.size(); ++i)
      if (!(is_artifact ? read_field(artifact, record[i]) : read_field(command, record[i])))
        return Error{"cannot understand `" + record[i].keyword + "`", std::string(origin)};
    if (is_artifact)
      run.artifacts.push_back(std::move(artifact));
    else
      run.commands.push_back(std::move(command));
  }
  return run;
}

std::string format_artifacts(const std::vector<RecordedArtifact>& artifacts) {
  FieldWriter writer;
  for (const RecordedArtifact& artifact : artifacts) {
    writer.add("artifact", artifact.package_id);
    writer.add("manifest-path", artifact.manifest_path);
    writer.add("target-kind", artifact.target_kind);
    writer.add("target-name", artifact.target_name);
    for (const RecordedArtifact::File& file : artifact.files) {
      writer.add("file", file.path);
      writer.add("unit", file.unit);
    }
    writer.end_record();
  }
  return writer.text();
}

}  // namespace ferrule
