#include "emit/build_place.h"

#include <set>

#include "base/files.h"
#include "base/strings.h"
#include "formats/action.h"
#include "formats/build_place.h"

namespace ferrule {

namespace {

std::string place_of(const Disk& disk, const std::string& directory) {
  return disk.canonical(directory).value_or(directory);
}

/// The names in the build directory below which edges have left something. Whatever else is in there isn't ours.
std::set<std::string> names_of_outputs(const Disk& disk, const std::string& directory) {
  std::set<std::string> names = {".ninja_log", ".ninja_deps", "incremental", "tmp"};
  const std::string actions = join_path(directory, "actions");
  for (const std::string& id : disk.list(actions)) {
    Result<std::string> text = disk.read(join_path(actions, id));
    if (!text) continue;
    Result<Action> action = parse_action(*text, id, directory);
    if (!action) continue;
    auto add = [&](std::string_view path) {
      if (!path.empty() && !path.starts_with('/')) names.emplace(split_once(path, '/').first);
    };
    for (const ProducedFile& output : action->outputs) add(output.destination);
  }
  return names;
}

Status remove_outputs(Disk& disk, const std::string& directory) {
  std::set<std::string> names = names_of_outputs(disk, directory);
  for (std::string_view name : {"depfiles", "diagnostics", "inputs", "messages", "names"})
    names.insert(join_path("ferrule", name));
  for (const std::string& name : names)
    if (Status removed = disk.remove(join_path(directory, name)); !removed) return removed;
  return {};
}

}  // namespace

std::string generated_place(const Disk& disk, const std::string& directory) {
  Result<std::string> place = disk.read(join_path(directory, kBuildPlaceFile));
  return place ? *place : std::string();
}

bool was_moved(const Disk& disk, const std::string& directory) {
  const std::string generated = generated_place(disk, directory);
  return !generated.empty() && generated != place_of(disk, directory);
}

Status settle_build_directory(Disk& disk, const std::string& directory) {
  if (was_moved(disk, directory))
    if (Status removed = remove_outputs(disk, directory); !removed) return removed;
  Result<bool> written = disk.write(join_path(directory, kBuildPlaceFile), place_of(disk, directory));
  if (!written) return written.error();
  return {};
}

}  // namespace ferrule
