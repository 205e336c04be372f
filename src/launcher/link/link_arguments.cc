#include "launcher/link/link_arguments.h"

#include <cstdlib>
#include <vector>

#include "base/strings.h"
#include "launcher/edge/command_line.h"
#include "launcher/files/publish.h"

namespace ferrule {

namespace {

/// A line of a response file, as GNU ld and lld read them.
std::string quoted(std::string_view option) {
  std::string text;
  for (char c : option) {
    if (c == ' ' || c == '\\' || c == '"' || c == '\'') text += '\\';
    text += c;
  }
  return text + "\n";
}

}  // namespace

std::string linker_search_option(std::string_view value) {
  Halves parts = split_once(value, '=');
  if (!parts.found) return "-L" + std::string(value);
  if (parts.first == "native" || parts.first == "all") return "-L" + std::string(parts.second);
  bool is_kind = parts.first == "dependency" || parts.first == "crate" || parts.first == "framework";
  return is_kind ? std::string() : "-L" + std::string(value);
}

std::string linker_library_option(std::string_view value, bool with_static) {
  Halves parts = split_once(value, '=');
  std::string_view kind = parts.found ? parts.first : std::string_view("dylib");
  std::string_view name = parts.found ? parts.second : parts.first;
  // <name>:<rename>: the second is the file's.
  if (Halves renamed = split_once(name, ':'); renamed.found) name = renamed.second;
  bool is_bundled = kind.starts_with("static") && kind.find("-bundle") == std::string_view::npos;
  if ((is_bundled && !with_static) || kind.starts_with("framework")) return {};
  return "-l" + std::string(name);
}

Result<int> write_link_arguments(Edge& edge) {
  Result<std::vector<std::string>> words =
      expand_command(edge.action.command, edge.scripts, edge.build_directory, edge.build_directory);
  if (!words) return words.error();
  std::string text;
  bool with_static = false;
  for (std::size_t i = 0; i < words->size(); ++i) {
    std::string option;
    std::string_view word = (*words)[i];
    if (word == kWithStaticLibraries || word == kWithoutStaticLibraries) {
      with_static = word == kWithStaticLibraries;
      continue;
    }
    if (++i == words->size()) break;
    std::string_view value = (*words)[i];
    if (word == "-L") option = linker_search_option(value);
    else if (word == "-l") option = linker_library_option(value, with_static);
    else if (word == "-C" && consume_prefix(value, "link-arg=")) option = value;
    if (!option.empty()) text += quoted(option);
  }
  Status written = publish_text(edge.action.outputs.front().destination, text, edge.started);
  if (!written) return written.error();
  return EXIT_SUCCESS;
}

}  // namespace ferrule
