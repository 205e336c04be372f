#include "rust/package_patterns.h"

#include <span>

#include "base/field_table.h"
#include "base/paths.h"
#include "base/strings.h"

namespace ferrule {

namespace {

using Components = std::span<const std::string_view>;

bool matches_name(std::string_view pattern, std::string_view name) {
  if (pattern.empty()) return name.empty();
  if (pattern.front() == '*')
    return matches_name(pattern.substr(1), name) || (!name.empty() && matches_name(pattern, name.substr(1)));
  if (name.empty() || (pattern.front() != '?' && pattern.front() != name.front())) return false;
  return matches_name(pattern.substr(1), name.substr(1));
}

bool matches_components(Components pattern, Components path) {
  if (pattern.empty()) return path.empty();
  if (pattern.front() != "**")
    return !path.empty() && matches_name(pattern.front(), path.front()) &&
           matches_components(pattern.subspan(1), path.subspan(1));
  // At the end: what is inside, and not the directory itself.
  if (pattern.size() == 1) return !path.empty();
  return matches_components(pattern.subspan(1), path) ||
         (!path.empty() && matches_components(pattern, path.subspan(1)));
}

/// One line of a .gitignore file.
struct Pattern {
  bool is_negated = false;
  bool is_for_directories = false;
  std::vector<std::string_view> components;

  explicit Pattern(std::string_view line) {
    is_negated = consume_prefix(line, "!");
    is_for_directories = line.ends_with('/');
    if (is_for_directories) line.remove_suffix(1);
    bool is_anchored = line.find('/') != std::string_view::npos;
    consume_prefix(line, "/");
    components = split(line, '/');
    if (!is_anchored) components.insert(components.begin(), "**");
  }

  bool matches(Components path, bool is_directory) const {
    return (is_directory || !is_for_directories) && matches_components(components, path);
  }
};

bool is_understood(std::string_view line) {
  if (line.find_first_of("[]{}\\") != std::string_view::npos || trim(line) != line) return false;
  for (std::string_view component : split(line, '/'))
    if (component.find("**") != std::string_view::npos && component != "**") return false;
  for (char letter : line)
    if (static_cast<unsigned char>(letter) >= 128) return false;
  return true;
}

FieldTable<PackagePatterns> table() {
  return FieldTable<PackagePatterns>()
      .list("include", &PackagePatterns::include)
      .list("exclude", &PackagePatterns::exclude);
}

}  // namespace

std::string package_patterns_file(std::string_view root) { return "ferrule/packages/" + hex(digest(root)); }

std::string write_package_patterns(const PackagePatterns& patterns) { return table().write(patterns); }

Result<PackagePatterns> parse_package_patterns(std::string_view text, std::string_view origin) {
  return table().read(text, origin);
}

Selection select(const std::vector<std::string>& patterns, std::string_view path, bool is_directory) {
  std::vector<Pattern> understood;
  for (std::string_view line : patterns) {
    if (!is_understood(line)) return Selection::unknown;
    if (!line.empty() && !line.starts_with('#')) understood.emplace_back(line);
  }
  std::vector<std::string_view> components = split(path, '/');
  for (Components at = components; !at.empty(); at = at.first(at.size() - 1), is_directory = true)
    for (auto pattern = understood.rbegin(); pattern != understood.rend(); ++pattern)
      if (pattern->matches(at, is_directory)) return pattern->is_negated ? Selection::no : Selection::yes;
  return Selection::no;
}

}  // namespace ferrule
