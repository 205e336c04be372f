#include "formats/action.h"

#include <algorithm>
#include <array>

#include "base/strings.h"
#include "portable/portable_fields.h"

namespace ferrule {

namespace {

template <typename Key>
struct Word {
  Key key;
  std::string_view word;
};

constexpr std::array kBootstraps = {
    Word<Bootstrap>{Bootstrap::forbidden, "forbidden"},
    Word<Bootstrap>{Bootstrap::required, "required"},
    Word<Bootstrap>{Bootstrap::users, "users"},
};

constexpr std::array kScriptValues = {
    Word<ScriptValue>{ScriptValue::link_search, "link-search"},
    Word<ScriptValue>{ScriptValue::link_search_own, "link-search-own"},
    Word<ScriptValue>{ScriptValue::link_search_external, "link-search-external"},
    Word<ScriptValue>{ScriptValue::link_library, "link-lib"},
    Word<ScriptValue>{ScriptValue::link_argument, "link-arg"},
    Word<ScriptValue>{ScriptValue::cfg, "cfg"},
    Word<ScriptValue>{ScriptValue::check_cfg, "check-cfg"},
};

template <typename Table, typename Key>
std::string_view word_of(const Table& table, Key key) {
  for (const auto& row : table)
    if (row.key == key) return row.word;
  return {};
}

template <typename Key, std::size_t N>
std::optional<Key> key_of(const std::array<Word<Key>, N>& table, std::string_view word) {
  for (const auto& row : table)
    if (row.word == word) return row.key;
  return std::nullopt;
}

/// Leaves out what isn't set.
void add_if_set(PortableFieldWriter& writer, std::string_view keyword, std::string_view value) {
  if (!value.empty()) writer.add(keyword, value);
}

/// Targets are comma-separated; a comma can't be part of a Cargo target name.
std::string script_argument_text(const ScriptArgument& argument) {
  std::string targets;
  for (const std::string& target : argument.targets) targets += (targets.empty() ? "" : ",") + target;
  return (targets.empty() ? "-" : targets) + " " + argument.output;
}

ScriptArgument parse_script_argument(ScriptValue value, std::string_view text) {
  Halves parts = split_once(text, ' ');
  ScriptArgument argument{value, std::string(parts.second)};
  if (parts.first != "-")
    for (std::string_view target : split(parts.first, ',')) argument.targets.emplace_back(target);
  return argument;
}

void write_argument(PortableFieldWriter& writer, const Argument& argument) {
  if (const auto* text = std::get_if<std::string>(&argument)) writer.add("arg", *text);
  else if (const auto* script = std::get_if<ScriptArgument>(&argument))
    writer.add("arg-" + std::string(word_of(kScriptValues, script->value)), script_argument_text(*script));
  else writer.add("arg-temporary-directory", "");
}

/// Puts one field into `action`; false for an unknown keyword or value.
bool read_field(Action& action, const Field& field) {
  const std::string& key = field.keyword;
  const std::string& value = field.value;
  Halves parts = split_once(value, ' ');
  if (key == "arg") action.command.emplace_back(value);
  else if (key == "arg-temporary-directory") action.command.emplace_back(TemporaryDirectory{});
  else if (key.starts_with("arg-")) {
    std::optional<ScriptValue> script = key_of(kScriptValues, std::string_view(key).substr(4));
    if (!script) return false;
    action.command.emplace_back(parse_script_argument(*script, value));
  } else if (key == "env") {
    Halves variable = split_once(value, '=');
    if (!variable.found) return false;
    action.environment.push_back({std::string(variable.first), std::string(variable.second)});
  } else if (key == "kind") {
    std::optional<EdgeKind> kind = edge_kind_of_rule(value);
    if (!kind) return false;
    action.kind = *kind;
  } else if (key == "bootstrap") {
    std::optional<Bootstrap> bootstrap = key_of(kBootstraps, value);
    if (!bootstrap) return false;
    action.bootstrap = *bootstrap;
  } else if (key == "id") action.id = value;
  else if (key == "package") action.package = value;
  else if (key == "target") action.target = value;
  else if (key == "directory") action.directory = value;
  else if (key == "env-script") action.script_environment.push_back(value);
  else if (key == "env-metadata")
    action.script_metadata.push_back({std::string(parts.first), std::string(parts.second)});
  else if (key == "library-path") action.library_path.push_back(value);
  else if (key == "output") action.outputs.push_back({std::string(parts.first), std::string(parts.second)});
  else if (key == "output-archive")
    action.outputs.push_back({std::string(parts.first), std::string(parts.second), /*is_archived=*/true});
  else if (key == "environment-file") action.environment_file = value;
  else if (key == "scratch") action.scratch = value;
  else if (key == "companions") action.has_companions = value == "yes";
  else if (key == "counterpart") action.counterpart = value;
  else if (key == "unlinked") action.unlinked = value;
  else if (key == "library") action.libraries.push_back(value);
  else if (key == "cut-off") action.cut_off = value == "yes";
  else if (key == "dep-info") action.dep_info = value;
  else if (key == "depfile") action.depfile = value;
  else if (key == "depfile-target") action.depfile_target = value;
  else if (key == "fixed-sources") action.fixed_sources = value;
  else if (key == "watched-package") action.watched_package = value;
  else if (key == "linked-page") action.linked_pages.push_back(value);
  else if (key == "out-dir") action.out_dir = value;
  else if (key == "linked-sources") action.linked_sources = {std::string(parts.first), std::string(parts.second)};
  else if (key == "path-package") action.is_path_package = value == "yes";
  else if (key == "rust-version") action.rust_version = value;
  else if (key == "link-target") action.link_targets.push_back(value);
  else return false;
  return true;
}

constexpr std::string_view kFormat = "1 " FERRULE_VERSION;

}  // namespace

const ProducedFile* Action::metadata() const {
  const ProducedFile* best = nullptr;
  auto rank = [](const ProducedFile& file) {
    if (file.is_archived) return 3;
    return file.name.ends_with(".rmeta") ? 2 : file.name.ends_with(".rlib") ? 1 : 0;
  };
  for (const ProducedFile& file : outputs)
    if (rank(file) > (best == nullptr ? 0 : rank(*best))) best = &file;
  return best;
}

std::string write_action(const Action& action, std::string_view build_directory) {
  PortableFieldWriter writer(build_directory);
  writer.add("ferrule-action", kFormat);
  writer.add("kind", rule_name(action.kind));
  writer.add("id", action.id);
  writer.add("package", action.package);
  add_if_set(writer, "target", action.target);
  writer.add("directory", action.directory);
  writer.add("bootstrap", word_of(kBootstraps, action.bootstrap));
  for (const Argument& argument : action.command) write_argument(writer, argument);
  for (const EnvironmentVariable& variable : action.environment)
    writer.add("env", variable.name + "=" + variable.value);
  for (const std::string& output : action.script_environment) writer.add("env-script", output);
  for (const ScriptMetadata& metadata : action.script_metadata)
    writer.add("env-metadata", metadata.prefix + " " + metadata.output);
  for (const std::string& output : action.library_path) writer.add("library-path", output);
  for (const ProducedFile& file : action.outputs)
    writer.add(file.is_archived ? "output-archive" : "output", file.name + " " + file.destination);
  add_if_set(writer, "environment-file", action.environment_file);
  add_if_set(writer, "scratch", action.scratch);
  if (action.has_companions) writer.add("companions", "yes");
  add_if_set(writer, "counterpart", action.counterpart);
  add_if_set(writer, "unlinked", action.unlinked);
  for (const std::string& library : action.libraries) writer.add("library", library);
  if (action.cut_off) writer.add("cut-off", "yes");
  add_if_set(writer, "dep-info", action.dep_info);
  add_if_set(writer, "depfile", action.depfile);
  add_if_set(writer, "depfile-target", action.depfile_target);
  add_if_set(writer, "fixed-sources", action.fixed_sources);
  add_if_set(writer, "watched-package", action.watched_package);
  for (const std::string& page : action.linked_pages) writer.add("linked-page", page);
  add_if_set(writer, "out-dir", action.out_dir);
  if (action.linked_sources)
    writer.add("linked-sources", action.linked_sources->link + " " + action.linked_sources->directory);
  if (action.is_path_package) writer.add("path-package", "yes");
  add_if_set(writer, "rust-version", action.rust_version);
  for (const std::string& target : action.link_targets) writer.add("link-target", target);
  return writer.text();
}

Result<Action> parse_action(std::string_view text, std::string_view origin, std::string_view build_directory) {
  Result<std::vector<Field>> fields = parse_fields(expand_build_directory(text, build_directory), origin);
  if (!fields) return fields.error();
  if (fields->empty() || fields->front().keyword != "ferrule-action" || fields->front().value != kFormat)
    return Error{"not an action file of this Ferrule (" FERRULE_VERSION ")", std::string(origin),
                 "run `ferrule generate` again in this build directory"};
  Action action{};
  for (std::size_t i = 1; i < fields->size(); ++i) {
    const Field& field = (*fields)[i];
    if (!read_field(action, field))
      return Error{"cannot understand `" + field.keyword + " " + field.value + "`",
                   std::string(origin) + ":" + std::to_string(i + 1),
                   "run `ferrule generate` again in this build directory"};
  }
  if (action.command.empty()) return Error{"an action without a program", std::string(origin)};
  return action;
}

}  // namespace ferrule
