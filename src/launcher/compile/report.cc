#include "launcher/compile/report.h"

#include <unistd.h>

#include "base/files.h"
#include "base/strings.h"
#include "formats/check_files.h"
#include "launcher/edge/requested_variables.h"
#include "launcher/messages/shown_once.h"
#include "launcher/process/process.h"
#include "launcher/process/terminal.h"

namespace ferrule {

namespace {

using Kind = CompilerMessage::Kind;

std::string plural(int number, const std::string& noun) {
  return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

/// "`serde`"
std::string name_of_package(const Edge& edge) {
  return "`" + std::string(split_once(edge.action.package, ' ').first) + "`";
}

/// "`serde` (lib)"
std::string name_of_target(const Edge& edge) { return name_of_package(edge) + " (" + edge.action.target + ")"; }

/// Why `name_of_target()` could not be compiled.
std::string reason_of_failure(const std::vector<CompilerMessage>& messages, const std::vector<CompilerMessage>& shown,
                              int status) {
  const int errors = count(messages, Kind::error);
  if (errors == 0) return "(" + describe_status(status) + ")";
  std::string reason = "due to " + plural(errors, "previous error");
  // ninja says of both of a crate's steps that they failed.
  if (count(shown, Kind::error) == 0) reason += ", shown with its other step";
  return reason;
}

}  // namespace

bool asks_for_json(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--error-format=json") return true;
    if (words[i] == "--error-format" && i + 1 < words.size() && words[i + 1] == "json") return true;
  }
  return false;
}

std::string text_of(const std::vector<CompilerMessage>& messages) {
  std::string text;
  for (const CompilerMessage& message : messages) text += message.text;
  return text;
}

std::vector<CompilerMessage> report(const Edge& edge, const std::vector<CompilerMessage>& messages) {
  std::vector<CompilerMessage> shown = show_messages(edge.action, messages);
  int warnings = count(shown, Kind::warning);
  if (warnings > 0) print("warning: " + name_of_target(edge) + " generated " + plural(warnings, "warning") + "\n");
  return shown;
}

void report_failure(const Edge& edge, const std::vector<CompilerMessage>& messages, int status) {
  std::vector<CompilerMessage> shown = report(edge, messages);
  if (edge.action.kind == EdgeKind::documentation) print("error: could not document " + name_of_package(edge) + "\n");
  else
    print("error: could not compile " + name_of_target(edge) + " " + reason_of_failure(messages, shown, status) +
          "\n");
  const std::string text = text_of(shown);
  print(help_for_missing_variables(edge, undefined_variables(text)));
  if (text.find("possibly newer version of crate") != std::string::npos)
    print("help: its source was saved while it was being compiled: build again\n");
}

Status keep_messages(const Action& action, const std::vector<CompilerMessage>& messages) {
  if (!traits_of(action.kind).keeps_messages) return {};
  std::string lines;
  for (const CompilerMessage& message : messages)
    if (!message.json.empty()) lines += message.json + "\n";
  const std::string path = join_path(kKeptMessagesDirectory, action.id);
  if (lines.empty()) {
    unlink(path.c_str());
    return {};
  }
  if (Status made = make_directories(std::string(kKeptMessagesDirectory)); !made) return made;
  return write_file(path, lines);
}

}  // namespace ferrule
