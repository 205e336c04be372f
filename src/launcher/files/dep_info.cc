#include "launcher/files/dep_info.h"

#include "base/escape.h"
#include "base/strings.h"

namespace ferrule {

namespace {

/// Where the first rule's prerequisites start.
std::size_t start_of_prerequisites(std::string_view text, std::string_view output_directory) {
  std::size_t from = text.starts_with(output_directory) ? output_directory.size() : 0;
  std::size_t colon = text.find(": ", from);
  return colon == std::string_view::npos ? text.size() : colon + 2;
}

/// rustc escapes a space as `\ ` and nothing else, a backslash neither.
std::vector<std::string> split_prerequisites(std::string_view text) {
  std::vector<std::string> files(1);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == ' ') files.back() += text[++at];
    else if (text[at] == ' ') files.emplace_back();
    else files.back() += text[at];
  }
  std::erase_if(files, [](const std::string& file) { return file.empty(); });
  return files;
}

}  // namespace

DepInfo parse_dep_info(std::string_view text, std::string_view output_directory) {
  DepInfo info;
  // Every target has the same prerequisites. A rule ends at an empty line and not at a newline: a file's name can
  // have one.
  std::string_view rule = text.substr(start_of_prerequisites(text, output_directory));
  rule = rule.substr(0, rule.find("\n\n"));
  if (rule.ends_with('\n')) rule.remove_suffix(1);
  info.files = split_prerequisites(rule);

  for (std::string_view line : split(text, '\n')) {
    if (!consume_prefix(line, "# env-dep:")) continue;
    // Escaped as in a field file.
    Result<std::string> name = unescape_field(split_once(line, '=').first);
    if (name) info.variables.push_back(std::move(*name));
  }
  return info;
}

}  // namespace ferrule
