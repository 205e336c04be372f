#include "command/verify/verified_edges.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/files.h"
#include "base/strings.h"
#include "formats/action.h"

namespace ferrule {

namespace {

bool is_library_action(std::string_view name) {
  return name.ends_with(".rust_metadata") || name.ends_with(".rust_lib");
}

bool is_script_action(std::string_view name) { return name.ends_with(".build_script_run"); }

/// Whether one of the library's edges has run: the other may have failed just because it doesn't agree.
bool is_built(const Disk& disk, const std::string& directory, const Action& action) {
  auto exists = [&](const std::string& path) { return !path.empty() && disk.stamp(join_path(directory, path)); };
  return exists(action.counterpart) || exists(action.outputs.front().destination);
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::string VerifiedEdge::package_name() const { return std::string(split_once(package, ' ').first); }

Result<std::vector<VerifiedEdge>> find_verified_edges(const CommandContext& context, const std::string& directory,
                                                      const EdgeSelection& selection) {
  std::vector<VerifiedEdge> edges;
  std::set<std::string> unknown(selection.packages.begin(), selection.packages.end());
  std::size_t wanted = 0;
  for (const std::string& name : context.disk.list(join_path(directory, "actions"))) {
    const bool is_script = is_script_action(name);
    if (!is_library_action(name) && !(is_script && selection.with_scripts)) continue;
    Result<std::string> text = context.disk.read(join_path(directory, "actions/" + name));
    if (!text) return text.error();
    Result<Action> action = parse_action(*text, name, directory);
    if (!action) return action.error();
    VerifiedEdge edge{name, action->package, is_script};
    const std::string package = edge.package_name();
    unknown.erase(package);
    const bool is_wanted = selection.packages.empty() || contains(selection.packages, package);
    if (!is_wanted || selection.without.contains(package) || action->outputs.empty()) continue;
    ++wanted;
    if (is_built(context.disk, directory, *action)) edges.push_back(std::move(edge));
  }
  if (!unknown.empty())
    return Error{fmt::format("no package with a library is named `{}` in this build", *unknown.begin()), directory,
                 "use the package's name as written in its Cargo.toml"};
  if (edges.empty() && wanted > 0)
    return Error{"nothing has been built yet that can be verified", directory,
                 "build it with `ninja` first (`ninja -k0` if that stops)"};
  return edges;
}

}  // namespace ferrule
