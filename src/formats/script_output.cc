#include "formats/script_output.h"

#include "base/files.h"
#include "base/strings.h"
#include "portable/portable_fields.h"

namespace ferrule {

namespace {

constexpr std::string_view kFormat = "1";

void add_all(PortableFieldWriter& writer, std::string_view keyword, const std::vector<std::string>& values) {
  for (const std::string& value : values) writer.add(keyword, value);
}

void add_all(PortableFieldWriter& writer, std::string_view keyword, const std::vector<EnvironmentVariable>& values) {
  for (const EnvironmentVariable& variable : values) writer.add(keyword, variable.name + "=" + variable.value);
}

/// Puts one field into `output`; false for an unknown keyword.
bool read_field(ScriptOutput& output, const Field& field) {
  const std::string& key = field.keyword;
  if (key == "link-search") output.link_search.push_back(field.value);
  else if (key == "link-lib") output.link_libraries.push_back(field.value);
  else if (key == "link-arg-target") output.link_arguments.push_back({field.value, ""});
  else if (key == "link-arg" && !output.link_arguments.empty()) output.link_arguments.back().value = field.value;
  else if (key == "cfg") output.cfgs.push_back(field.value);
  else if (key == "check-cfg") output.check_cfgs.push_back(field.value);
  else if (key == "out-dir") output.out_dir_digest = field.value;
  else if (key == "out-dir-file") output.out_dir_files.push_back(field.value);
  else if (key == "inputs") output.inputs_digest = field.value;
  else if (key == "env" || key == "metadata") {
    Halves parts = split_once(field.value, '=');
    (key == "env" ? output.environment : output.metadata)
        .push_back({std::string(parts.first), std::string(parts.second)});
  } else return false;
  return true;
}

}  // namespace

std::string write_script_output(const ScriptOutput& output, std::string_view build_directory) {
  PortableFieldWriter writer(build_directory);
  writer.add("ferrule-script-output", kFormat);
  add_all(writer, "link-search", output.link_search);
  add_all(writer, "link-lib", output.link_libraries);
  for (const LinkArgument& argument : output.link_arguments) {
    writer.add("link-arg-target", argument.target);
    writer.add("link-arg", argument.value);
  }
  add_all(writer, "cfg", output.cfgs);
  add_all(writer, "check-cfg", output.check_cfgs);
  add_all(writer, "env", output.environment);
  add_all(writer, "metadata", output.metadata);
  writer.add("out-dir", output.out_dir_digest);
  add_all(writer, "out-dir-file", output.out_dir_files);
  writer.add("inputs", output.inputs_digest);
  return writer.text();
}

Result<ScriptOutput> parse_script_output(std::string_view text, std::string_view origin,
                                         std::string_view build_directory) {
  const std::string help = "delete it and build again";
  Result<std::vector<Field>> fields = parse_fields(expand_build_directory(text, build_directory), origin);
  if (!fields) return Error{fields.error().message, fields.error().where, help};
  if (fields->empty() || fields->front().keyword != "ferrule-script-output" || fields->front().value != kFormat)
    return Error{"not a build script's output as this Ferrule writes it", std::string(origin), help};
  ScriptOutput output;
  for (std::size_t i = 1; i < fields->size(); ++i) {
    if (!read_field(output, (*fields)[i]))
      return Error{"cannot understand `" + (*fields)[i].keyword + "`",
                   std::string(origin) + ":" + std::to_string(i + 1), help};
  }
  return output;
}

std::string_view search_directory(std::string_view link_search) {
  for (std::string_view kind : {"native=", "crate=", "dependency=", "framework=", "all="})
    if (consume_prefix(link_search, kind)) break;
  return link_search;
}

bool is_inside(std::string_view path, std::string_view directory) {
  const std::string whole = normalize_path(path);
  std::string_view rest = whole;
  return consume_prefix(rest, directory) && (rest.empty() || rest.starts_with('/') || directory == "/");
}

}  // namespace ferrule
