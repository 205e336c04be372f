#include "emit/build_directory.h"

#include "base/files.h"
#include "emit/action_file.h"
#include "emit/build_place.h"
#include "emit/earlier_actions.h"
#include "formats/edge_list.h"

namespace ferrule {

namespace {

Status write_text(Disk& disk, const std::string& path, std::string_view text) {
  Result<bool> written = disk.write(path, text);
  if (!written) return written.error();
  return {};
}

/// New files aren't referred to before build.ninja is there, so they needn't take the slow way.
Status write_actions(Disk& disk, const std::string& directory, const EdgeGraph& edges, EarlierActions& earlier) {
  const std::string actions = join_path(directory, "actions");
  for (const Edge& edge : edges.edges) {
    std::string path = join_path(actions, edge.action.id), text = write_action(edge.action, directory);
    bool is_new = !disk.stamp(path);
    Status written = is_new ? earlier.bring_back_or_create(edge.action.id, text) : update_action(disk, path, text);
    if (!written) return written;
  }
  return {};
}

/// Where tests may leave files: they expect it to be there.
Status make_test_directories(Disk& disk, const EdgeGraph& edges) {
  for (const Edge& edge : edges.edges)
    for (const EnvironmentVariable& variable : edge.action.environment)
      if (variable.name == "CARGO_TARGET_TMPDIR")
        if (Status made = disk.make_directories(variable.value); !made) return made;
  return {};
}

/// What urgent edges have before others while they wait for a slot.
Status write_heights(Disk& disk, const std::string& directory, const EdgeGraph& edges) {
  EdgeList list;
  for (const Edge& edge : edges.edges) list.edges.push_back({edge.action.id, edge.critical_time, edge.time, {}});
  return write_text(disk, join_path(directory, kEdgeListFile), write_edge_list(list));
}

Status write_edges(Disk& disk, const std::string& directory, const EdgeGraph& edges,
                   const FrozenEnvironment& frozen_environment, EarlierActions& earlier) {
  if (Status made = disk.make_directories(join_path(directory, "ferrule")); !made) return made;
  if (Status settled = settle_build_directory(disk, directory); !settled) return settled;
  for (std::string_view name : {"actions", "ferrule/depfiles", "ferrule/tmp", "ferrule/variables"})
    if (Status made = disk.make_directories(join_path(directory, name)); !made) return made;
  if (Status made = make_test_directories(disk, edges); !made) return made;
  std::string environment = write_frozen_environment(frozen_environment);
  Status written = write_text(disk, join_path(directory, kFrozenEnvironmentFile), environment);
  return written ? write_actions(disk, directory, edges, earlier) : written;
}

}  // namespace

Status check_build_directory(const Disk& disk, const std::string& directory) {
  if (!disk.stamp(directory)) return {};
  if (!disk.is_directory(directory))
    return Error{"`" + directory + "` is a file, not a build directory", {}, "choose a different one with -C"};
  std::vector<std::string> names = disk.list(directory);
  std::string ninja_file = join_path(directory, "build.ninja");
  if (disk.stamp(ninja_file)) {
    Result<std::string> text = disk.read(ninja_file);
    if (!text) return text.error();
    if (!text->starts_with(kNinjaSignature))
      return Error{"`" + ninja_file + "` was not written by ferrule",
                   {},
                   "choose a different build directory with -C; this one was left as it is"};
    return {};
  }
  bool is_ours = disk.stamp(join_path(directory, "ferrule")).has_value();
  if (names.empty() || is_ours) return {};
  return Error{"`" + directory + "` is not empty, and not a build directory of ferrule",
               {},
               "choose a new directory with -C; this one was left as it is"};
}

Status write_edges(Disk& disk, const std::string& directory, const EdgeGraph& edges,
                   const FrozenEnvironment& frozen_environment) {
  EarlierActions earlier(disk, directory);
  return write_edges(disk, directory, edges, frozen_environment, earlier);
}

Status write_build_directory(Disk& disk, const std::string& directory, const BuildDirectoryContents& contents) {
  Result<std::string> ninja = write_ninja(contents.edges, contents.ninja);
  if (!ninja) return ninja.error();
  const bool moved = was_moved(disk, directory);
  EarlierActions earlier(disk, directory);
  Status written = write_edges(disk, directory, contents.edges, contents.frozen_environment, earlier);
  if (written) written = write_heights(disk, directory, contents.edges);
  if (!written) return written;
  const std::string file = join_path(directory, "build.ninja");
  if (Status replaced = write_text(disk, file, *ninja); !replaced) return replaced;
  // ninja has no log any more that would say how old it really is.
  if (moved)
    if (Status touched = disk.touch(file); !touched) return touched;
  // The old build.ninja needed them.
  return earlier.put_away_others(contents.edges);
}

}  // namespace ferrule
