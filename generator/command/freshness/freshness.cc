#include "command/freshness/freshness.h"

#include <fmt/format.h>

#include <optional>
#include <set>

#include "base/files.h"
#include "command/freshness/ninja_inputs.h"
#include "command/freshness/saved_times.h"
#include "command/options/build_directory_option.h"

namespace ferrule {

namespace {

std::string files(std::size_t number) { return fmt::format("{} {}", number, number == 1 ? "file" : "files"); }

Status save(const CommandContext& context, const std::string& directory) {
  Result<std::set<std::string>> inputs = ninja_inputs(context, directory);
  if (!inputs) return inputs.error();
  SavedTimes times;
  for (const std::string& path : *inputs)
    if (std::optional<SavedTime> saved = time_and_checksum(context.disk, path))
      times.emplace(path, std::move(*saved));
  if (Status made = context.disk.make_directories(join_path(directory, "ferrule")); !made) return made;
  Result<bool> written = context.disk.write(join_path(directory, kSavedTimesFile), write_saved_times(times));
  if (!written) return written.error();
  fmt::print("Saved the times of {}\n", files(times.size()));
  return {};
}

Status restore(const CommandContext& context, const std::string& directory) {
  const std::string file = join_path(directory, kSavedTimesFile);
  Result<std::string> text = context.disk.read(file);
  if (!text) return Error{"no times have been saved here", directory, "build, and run `ferrule freshness save`"};
  Result<SavedTimes> times = parse_saved_times(*text, file);
  if (!times) return times.error();
  std::size_t same = 0, changed = 0, refused = 0;
  for (const auto& [path, saved] : *times) {
    const std::optional<SavedTime> now = time_and_checksum(context.disk, path);
    if (!now || now->checksum != saved.checksum) ++changed;
    else if (now->modified_ns == saved.modified_ns || context.disk.set_time(path, saved.modified_ns)) ++same;
    else ++refused;
  }
  fmt::print("Restored the times of {}; {} changed or gone\n", files(same), files(changed));
  if (refused > 0) fmt::print("The times of {} can't be set: they belong to another user\n", files(refused));
  return {};
}

}  // namespace

Status freshness(const CommandContext& context, const FreshnessOptions& options) {
  Result<BuildDirectory> found = find_build_directory(context, options.build_directory);
  if (!found) return found.error();
  if (!context.disk.stamp(join_path(found->path, "build.ninja")))
    return Error{"there is no build here", found->path, "name a build directory with -C"};
  return options.action == FreshnessAction::save ? save(context, found->path) : restore(context, found->path);
}

}  // namespace ferrule
