#include "launcher/files/depfile.h"

#include <unistd.h>

#include <cerrno>
#include <set>

#include "base/escape.h"
#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

constexpr std::string_view kNamesDirectory = "ferrule/names";

/// `path` relative to the build directory, if it lies in it. Normalized, as ninja does it with what it reads.
std::string path_for_ninja(const std::string& path, const std::string& build_directory) {
  std::string whole = normalize_path(path);
  std::string_view rest = whole;
  if (consume_prefix(rest, build_directory) && rest.starts_with('/')) return std::string(rest.substr(1));
  return whole;
}

/// A link to `path` whose own name is harmless. Its mtime, for ninja, is that of the file.
Result<std::string> link_with_plain_name(const std::string& path, const std::string& build_directory) {
  const std::string target = join_path(build_directory, path);
  if (Status made = make_directories(std::string(kNamesDirectory)); !made) return made.error();
  std::string link = std::string(kNamesDirectory) + "/" + hex(digest(target));
  if (symlink(target.c_str(), link.c_str()) != 0 && errno != EEXIST)
    return system_error("cannot create the link", link, errno);
  return link;
}

}  // namespace

Status write_depfile(const Edge& edge, const std::vector<std::string>& files) {
  const Action& action = edge.action;
  // A ninja that runs elsewhere knows files of the build directory by other names than we do.
  const bool is_absolute = action.depfile.starts_with('/');
  auto absolute = [&](const std::string& name) { return is_absolute ? join_path(edge.build_directory, name) : name; };
  std::string text = escape(action.name_in_depfile(), Grammar::depfile_path) + ":";
  std::vector<std::string> paths;
  for (const std::string& library : action.libraries) paths.push_back(join_path(edge.build_directory, library));
  for (const std::string& file : files) paths.push_back(join_path(action.directory, file));
  std::set<std::string> seen;
  for (const std::string& path : paths) {
    std::string name = path_for_ninja(path, edge.build_directory);
    if (!seen.insert(name).second) continue;
    if (!can_express(name, Grammar::depfile_path)) {
      Result<std::string> link = link_with_plain_name(name, edge.build_directory);
      if (!link) return link.error();
      name = std::move(*link);
    }
    text.append(" ").append(escape(absolute(name), Grammar::depfile_path));
  }
  // CMake hands such a depfile to ninja with its own names in it. Of a rule without prerequisites it leaves an empty
  // file, and that is, to ninja, a missing one: the edge would run each time. It needs its action anyway.
  if (seen.empty() && is_absolute) text.append(" ").append(escape(absolute(edge.action_file), Grammar::depfile_path));
  text += "\n";
  // Before 1.12, ninja takes an edge without a log of its own for as old as its depfile, where outputs stay.
  Status written = write_file(action.depfile, text);
  return written ? set_file_time(action.depfile, edge.started) : written;
}

}  // namespace ferrule
