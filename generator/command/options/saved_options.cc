#include "command/options/saved_options.h"

#include <cstdlib>

#include "base/fields.h"

namespace ferrule {

std::string write_options(const SavedOptions& saved) {
  const GenerateOptions& options = saved.options;
  FieldWriter writer;
  writer.add("directory", saved.directory);
  if (!saved.workspace.empty()) writer.add("workspace", saved.workspace);
  writer.add("manifest-path", options.manifest_path);
  for (const std::string& argument : options.cargo_arguments) writer.add("argument", argument);
  for (const std::string& value : options.config_overrides) writer.add("config", value);
  if (options.plan.pipelining) writer.add("pipelining", pipelining_word(*options.plan.pipelining));
  if (options.plan.split_links) writer.add("split-links", *options.plan.split_links ? "yes" : "no");
  for (const std::string& package : options.plan.fused) writer.add("no-pipelining", package);
  if (options.plan.jobs) writer.add("jobs", std::to_string(*options.plan.jobs));
  writer.add("depfiles", options.depfiles == DepfileMode::depfile ? "depfile" : "gcc");
  for (const std::string& variable : options.variables) writer.add("env", variable);
  if (options.closed_environment) writer.add("closed-environment", "yes");
  writer.add("tests", options.with_tests ? "yes" : "no");
  writer.add("watch", options.watch ? "yes" : "no");
  if (!options.jobserver) writer.add("jobserver", "no");
  return writer.text();
}

Result<SavedOptions> parse_options(std::string_view text, std::string_view origin) {
  Result<std::vector<Field>> fields = parse_fields(text, origin);
  if (!fields) return fields.error();
  SavedOptions saved;
  GenerateOptions& options = saved.options;
  for (const Field& field : *fields) {
    if (field.keyword == "directory") saved.directory = field.value;
    else if (field.keyword == "workspace") saved.workspace = field.value;
    else if (field.keyword == "manifest-path") options.manifest_path = field.value;
    else if (field.keyword == "argument") options.cargo_arguments.push_back(field.value);
    else if (field.keyword == "config") options.config_overrides.push_back(field.value);
    else if (field.keyword == "pipelining") options.plan.pipelining = pipelining_of_word(field.value);
    else if (field.keyword == "split-links") options.plan.split_links = field.value == "yes";
    else if (field.keyword == "no-pipelining") options.plan.fused.push_back(field.value);
    else if (field.keyword == "jobs") options.plan.jobs = std::atoi(field.value.c_str());
    else if (field.keyword == "depfiles")
      options.depfiles = field.value == "depfile" ? DepfileMode::depfile : DepfileMode::gcc;
    else if (field.keyword == "env") options.variables.push_back(field.value);
    else if (field.keyword == "closed-environment") options.closed_environment = field.value == "yes";
    else if (field.keyword == "tests") options.with_tests = field.value == "yes";
    else if (field.keyword == "watch") options.watch = field.value == "yes";
    else if (field.keyword == "jobserver") options.jobserver = field.value == "yes";
    else
      return Error{"cannot understand `" + field.keyword + "`", std::string(origin),
                   "run `ferrule generate` with its options again"};
  }
  return saved;
}

}  // namespace ferrule
