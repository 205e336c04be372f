#include "command/build/generated.h"

#include <algorithm>

#include "base/files.h"
#include "command/generate/generate.h"
#include "command/options/added_arguments.h"
#include "command/options/build_directory_option.h"
#include "ide/ide_directory.h"

namespace ferrule {

namespace {

constexpr std::string_view kBenchDirectory = "ferrule/bench";

/// Cargo's options are those of `given`, and everything else as before.
GenerateOptions with_options_of(const GenerateOptions& given, GenerateOptions before) {
  before.cargo_arguments = given.cargo_arguments;
  before.config_overrides = given.config_overrides;
  before.manifest_path = given.manifest_path;
  before.benches = given.benches;
  if (given.documentation.is_wanted) before.documentation = given.documentation;
  return before;
}

bool has_cargo_options(const GenerateOptions& options) {
  return !options.cargo_arguments.empty() || !options.manifest_path.empty();
}

/// What a directory is to be generated with.
struct Wanted {
  GenerateOptions options;
  std::string directory;  // in which the options were given
};

bool is_generated_so(const Disk& disk, const std::string& directory, const Wanted& wanted) {
  Result<SavedOptions> saved = read_saved_options(disk, directory);
  return saved && write_options({wanted.options, wanted.directory, saved->workspace}) == write_options(*saved);
}

Result<std::string> ensure(const CommandContext& context, const std::string& directory, Wanted wanted) {
  if (is_generated_so(context.disk, directory, wanted)) return directory;
  CommandContext where = context;
  where.directory = wanted.directory;
  wanted.options.build_directory = directory;
  wanted.options.quiet = true;
  Status generated = generate(where, wanted.options);
  if (!generated) return generated.error();
  return directory;
}

/// Whether nothing of what is asked for as documentation is missing in a directory that is generated so. One that is
/// to be documented keeps how it was.
bool has_documentation_of(const GenerateOptions& given, const SavedOptions& saved) {
  if (!given.documentation.is_wanted) return true;
  const bool asks_for_nothing_more = given.documentation == Documentation{true};
  return given.documentation == saved.options.documentation ||
         (asks_for_nothing_more && saved.options.documentation.is_wanted);
}

/// `given`, whose paths are relative to the current directory, in place of what was `saved`.
Wanted replaced(const CommandContext& context, const GenerateOptions& given, const SavedOptions& saved) {
  Wanted wanted{with_options_of(given, saved.options), saved.directory};
  wanted.options.benches = saved.options.benches;
  std::string& manifest = wanted.options.manifest_path;
  if (!manifest.empty()) manifest = join_path(context.directory, manifest);
  return wanted;
}

/// What `found` is to be generated with, as ensure_generated() has it.
Wanted wanted_in(const CommandContext& context, const BuildDirectory& found, const GenerateOptions& options) {
  Result<SavedOptions> saved = read_saved_options(context.disk, found.path);
  if (!saved) return {options, context.directory};
  const bool is_chosen = !options.build_directory.empty() || found.is_here;
  if (!is_chosen) return {with_options_of(options, saved->options), context.directory};
  if (has_cargo_options(options)) return replaced(context, options, *saved);
  Wanted wanted{saved->options, saved->directory};
  if (!has_documentation_of(options, *saved)) wanted.options.documentation = options.documentation;
  return wanted;
}

/// The profile of a build isn't that of its benchmarks.
void leave_out_profile(std::vector<std::string>& cargo_arguments) {
  std::erase(cargo_arguments, "--release");
  auto found = std::find(cargo_arguments.begin(), cargo_arguments.end(), "--profile");
  if (found != cargo_arguments.end()) cargo_arguments.erase(found, std::min(found + 2, cargo_arguments.end()));
}

}  // namespace

Result<SavedOptions> read_saved_options(const Disk& disk, const std::string& directory) {
  const std::string path = join_path(directory, kSavedOptionsFile);
  Result<std::string> text = disk.read(path);
  if (!text) return text.error();
  return parse_options(*text, path);
}

Result<std::string> ensure_generated(const CommandContext& context, const GenerateOptions& options) {
  Result<BuildDirectory> found = find_build_directory(context, options.build_directory, options.manifest_path);
  if (!found) return found.error();
  return ensure(context, found->path, wanted_in(context, *found, options));
}

Result<std::string> ensure_generated_for_benches(const CommandContext& context, const GenerateOptions& options) {
  Result<BuildDirectory> found = find_build_directory(context, options.build_directory, options.manifest_path);
  if (!found) return found.error();
  Wanted wanted = wanted_in(context, *found, options);
  if (wanted.options.benches) return ensure(context, found->path, std::move(wanted));
  if (!has_cargo_options(options)) leave_out_profile(wanted.options.cargo_arguments);
  wanted.options.benches = true;
  wanted.options.documentation = {};
  return ensure(context, join_path(found->path, kBenchDirectory), std::move(wanted));
}

Result<std::string> ensure_generated_for_ide(const CommandContext& context, const GenerateOptions& options) {
  Result<BuildDirectory> found = find_build_directory(context, options.build_directory, options.manifest_path);
  if (!found) return found.error();
  Wanted wanted{options, context.directory};
  if (Result<SavedOptions> saved = read_saved_options(context.disk, found->path)) {
    wanted = {saved->options, saved->directory};
    wanted.options.benches = false;
    add_cargo_arguments(options.cargo_arguments, wanted.options.cargo_arguments);
  }
  wanted.options.documentation = {};
  return ensure(context, ide_directory(found->path), std::move(wanted));
}

}  // namespace ferrule
