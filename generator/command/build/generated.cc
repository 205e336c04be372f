#include "command/build/generated.h"

#include "base/files.h"
#include "command/generate/generate.h"
#include "command/options/added_arguments.h"
#include "command/options/build_directory_option.h"
#include "ide/ide_directory.h"

namespace ferrule {

namespace {

/// Cargo's options are those of `given`, and everything else as before.
GenerateOptions with_options_of(const GenerateOptions& given, GenerateOptions before) {
  before.cargo_arguments = given.cargo_arguments;
  before.config_overrides = given.config_overrides;
  before.manifest_path = given.manifest_path;
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

/// `given`, whose paths are relative to the current directory, in place of what was `saved`.
Wanted replaced(const CommandContext& context, const GenerateOptions& given, const SavedOptions& saved) {
  Wanted wanted{with_options_of(given, saved.options), saved.directory};
  std::string& manifest = wanted.options.manifest_path;
  if (!manifest.empty()) manifest = join_path(context.directory, manifest);
  return wanted;
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
  Wanted wanted{options, context.directory};
  if (Result<SavedOptions> saved = read_saved_options(context.disk, found->path)) {
    const bool is_chosen = !options.build_directory.empty() || found->is_here;
    if (is_chosen && !has_cargo_options(options)) return found->path;
    if (is_chosen) wanted = replaced(context, options, *saved);
    else wanted.options = with_options_of(options, saved->options);
  }
  return ensure(context, found->path, std::move(wanted));
}

Result<std::string> ensure_generated_for_ide(const CommandContext& context, const GenerateOptions& options) {
  Result<BuildDirectory> found = find_build_directory(context, options.build_directory, options.manifest_path);
  if (!found) return found.error();
  Wanted wanted{options, context.directory};
  if (Result<SavedOptions> saved = read_saved_options(context.disk, found->path)) {
    wanted = {saved->options, saved->directory};
    add_cargo_arguments(options.cargo_arguments, wanted.options.cargo_arguments);
  }
  return ensure(context, ide_directory(found->path), std::move(wanted));
}

}  // namespace ferrule
