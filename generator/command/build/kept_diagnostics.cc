#include "command/build/kept_diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "base/escape_sequences.h"
#include "base/files.h"
#include "base/strings.h"
#include "formats/check_files.h"

namespace ferrule {

namespace {

using Json = nlohmann::ordered_json;

std::vector<Json> read_diagnostics(const Disk& disk, const std::string& file) {
  std::vector<Json> diagnostics;
  Result<std::string> text = disk.read(file);
  if (!text) return diagnostics;
  for (std::string_view line : split(*text, '\n'))
    if (Json diagnostic = Json::parse(line, nullptr, /*allow_exceptions=*/false); diagnostic.is_object())
      diagnostics.push_back(std::move(diagnostic));
  return diagnostics;
}

std::ptrdiff_t count(const std::vector<Json>& diagnostics, std::string_view level) {
  return std::count_if(diagnostics.begin(), diagnostics.end(),
                       [&](const Json& diagnostic) { return diagnostic.value("level", std::string()) == level; });
}

void print_json(const CheckedTarget& target, Json diagnostic) {
  diagnostic["rendered"] = without_escape_sequences(diagnostic.value("rendered", ""));
  Json message{{"reason", "compiler-message"}};
  message.update(Json::parse(target.message, nullptr, /*allow_exceptions=*/false));
  message["message"] = std::move(diagnostic);
  fmt::print("{}\n", message.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace

KeptDiagnostics::KeptDiagnostics(const Disk& disk, std::string directory, MessageFormat format, std::FILE* output)
    : disk_(disk), directory_(std::move(directory)), format_(format), output_(output) {
  std::vector<std::string> places = disk_.list(directory_);
  places.emplace_back();
  for (const std::string& place : places) {
    const std::string messages = join_path(join_path(directory_, place), kKeptMessagesDirectory);
    for (const std::string& name : disk_.list(messages))
      earlier_.emplace(join_path(messages, name), disk_.stamp(join_path(messages, name)));
  }
}

void KeptDiagnostics::show(const CheckedTarget& target, const std::string& edge) {
  if (edge.empty()) return;
  const std::string messages = join_path(join_path(directory_, target.directory), kKeptMessagesDirectory);
  const std::string file = join_path(messages, edge);
  std::optional<FileStamp> written = disk_.stamp(file);
  if (!written) return;
  auto earlier = earlier_.find(file);
  bool is_of_this_build = earlier == earlier_.end() || earlier->second != written;
  if (format_ == MessageFormat::human && is_of_this_build) return;
  std::vector<Json> diagnostics = read_diagnostics(disk_, file);
  // A crate with errors isn't up to date: this time, something below it failed before it could be checked.
  const bool has_errors = count(diagnostics, "error") > 0;
  if (!is_of_this_build && has_errors) return;
  has_errors_ = has_errors_ || has_errors;
  for (const Json& diagnostic : diagnostics) {
    if (format_ == MessageFormat::json) print_json(target, diagnostic);
    else fmt::print(output_, "{}", without_escape_sequences(diagnostic.value("rendered", "")));
  }
  std::ptrdiff_t warnings = count(diagnostics, "warning");
  if (format_ == MessageFormat::human && warnings > 0)
    fmt::print(output_, "warning: {} generated {} warning{}\n", target.description, warnings,
               warnings == 1 ? "" : "s");
}

void print_finished(bool succeeded) {
  fmt::print("{}\n", Json{{"reason", "build-finished"}, {"success", succeeded}}.dump());
  std::fflush(stdout);
}

}  // namespace ferrule
