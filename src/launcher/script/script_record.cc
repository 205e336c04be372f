#include "launcher/script/script_record.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>

#include "base/field_table.h"
#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

/// What is read of all inputs of a run together, at most: a few milliseconds' worth.
constexpr std::uintmax_t kMostBytes = 4 << 20;

std::string digest_of_directory(const std::string& path) {
  std::vector<std::string> names;
  std::error_code failure;
  for (std::filesystem::directory_iterator entry(path, failure), end; !failure && entry != end;
       entry.increment(failure))
    names.push_back(entry->path().filename().string());
  if (failure) return {};
  std::sort(names.begin(), names.end());
  std::uint64_t sum = digest("directory");
  for (const std::string& name : names) sum = digest(name + '\0', sum);
  return hex(sum);
}

std::string digest_of_input(const std::string& path, std::uintmax_t& bytes_left) {
  struct stat status;
  if (stat(path.c_str(), &status) != 0) return std::string(kAbsentInput);
  if (S_ISDIR(status.st_mode)) return digest_of_directory(path);
  const std::uintmax_t size = static_cast<std::uintmax_t>(status.st_size);
  if (!S_ISREG(status.st_mode) || size > bytes_left) return {};
  bytes_left -= size;
  Result<std::string> text = read_file(path);
  return text ? hex(digest(*text)) : std::string();
}

/// What another edge has left there, known by its time.
std::string state_of_output(const std::string& path) {
  struct stat status;
  if (stat(path.c_str(), &status) != 0) return {};
  return std::to_string(written_at(status)) + " " + std::to_string(status.st_size) + "\n";
}

std::string digest_of_run(const Edge& edge, const std::vector<std::string>& variables) {
  const Action& action = edge.action;
  std::string text;
  if (Result<std::string> own = read_file(edge.action_file)) text += *own;
  if (!action.command.empty())
    if (const auto* program = std::get_if<std::string>(&action.command.front())) text += state_of_output(*program);
  for (const ScriptMetadata& source : action.script_metadata) text += state_of_output(source.output);
  for (const std::string& name : variables) {
    auto value = edge.environment.find(name);
    text += name + (value == edge.environment.end() ? "\n" : "=" + value->second + "\n");
  }
  return hex(digest(text));
}

/// "<digest> <path>"; the digest may be empty.
bool read_input(ScriptRecord& record, std::string_view text) {
  Halves parts = split_once(text, ' ');
  record.inputs.emplace(parts.second, parts.first);
  return parts.found;
}

FieldTable<ScriptRecord> table() {
  return FieldTable<ScriptRecord>()
      .text("run", &ScriptRecord::run)
      .other(
          "input",
          [](const ScriptRecord& record, const auto& add) {
            for (const auto& [path, sum] : record.inputs) add(sum + " " + path);
          },
          read_input);
}

}  // namespace

bool ScriptRecord::is_proven_same(const ScriptRecord& other) const {
  return !run.empty() && *this == other &&
         std::none_of(inputs.begin(), inputs.end(), [](const auto& input) { return input.second.empty(); });
}

ScriptRecord record_of(const Edge& edge, const std::vector<std::string>& inputs,
                       const std::vector<std::string>& variables) {
  ScriptRecord record{digest_of_run(edge, variables), {}};
  std::uintmax_t bytes_left = kMostBytes;
  for (const std::string& input : inputs) {
    const std::string path = join_path(edge.action.directory, input);
    if (auto [known, is_new] = record.inputs.try_emplace(path); is_new)
      known->second = digest_of_input(path, bytes_left);
  }
  return record;
}

std::string write_script_record(const ScriptRecord& record) { return table().write(record); }

ScriptRecord parse_script_record(std::string_view text, std::string_view origin) {
  Result<ScriptRecord> record = table().read(text, origin);
  return record ? std::move(*record) : ScriptRecord();
}

}  // namespace ferrule
