#include "command/generate/generate.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>

#include "base/escape.h"
#include "base/files.h"
#include "base/strings.h"
#include "command/generate/begin_generation.h"
#include "command/generate/generated_files.h"
#include "command/generate/plan_report.h"

namespace ferrule {

namespace {

using Clock = std::chrono::system_clock;

/// What users are told of a generation by hand.
struct Summary {
  std::size_t units = 0;
  std::size_t edges = 0;
  std::string advice;
};

bool is_by_hand(const GenerateOptions& options) { return !options.again && !options.quiet; }

void warn_of_tests(const std::string& reason) {
  fmt::print(stderr,
             "warning: `cargo test` could not be planned, so `tests` and `test` build nothing:\n{}\n"
             "help: pass --no-tests if you don't want them\n",
             reason);
}

void warn_of_documentation(const std::string& reason) {
  fmt::print(stderr, "warning: `cargo doc` could not be planned, so `doc` builds nothing:\n{}\n", reason);
}

void show(const CommandContext& context, const Generation& generation, const Summary& summary, double seconds) {
  std::string shown = generation.build_directory;
  std::string_view below = shown;
  if (consume_prefix(below, context.directory + "/")) shown = std::string(below);
  fmt::print("Generated {}: {} units, {} edges, in {:.2f} s\n", join_path(shown, "build.ninja"), summary.units,
             summary.edges, seconds);
  if (generation.build_directory == context.directory) fmt::print("Build it with: ninja\n");
  else fmt::print("Build it with: ninja -C {}\n", escape(shown, Grammar::shell_word));
  fmt::print("{}", summary.advice);
}

/// Two that record at once would take each other's files for their own.
Result<std::unique_ptr<DirectoryLock>> lock_build_directory(const CommandContext& context,
                                                            const std::string& directory) {
  return context.disk.lock(directory,
                           [] { fmt::print(stderr, "    Blocking waiting for file lock on build directory\n"); });
}

/// When the mark was made that ninja goes by (kWatchStampFile); nothing in a new directory.
std::optional<FileStamp> watched(const CommandContext& context, const std::string& directory) {
  return context.disk.stamp(join_path(directory, kWatchStampFile));
}

/// All that is made from a recording, so that the mark can be as it was `before`.
Status write_all(const CommandContext& context, const Generation& generation, const PreparedBuild& build,
                 Clock::time_point began, const std::optional<FileStamp>& before) {
  const std::string& directory = generation.build_directory;
  const std::int64_t began_ns = std::chrono::nanoseconds(began.time_since_epoch()).count();
  Status written = write_generated_files(context, generation, build, began_ns);
  if (!written) return written;
  if (const std::string& reason = build.recording.outcome.tests_failure; !reason.empty()) warn_of_tests(reason);
  // `ferrule doc` says so itself.
  if (const std::string& reason = build.recording.outcome.documentation_failure; !reason.empty() && !generation.options.quiet)
    warn_of_documentation(reason);
  Status touched = touch_outdated(context.disk, directory, build.requested,
                                  {build.frozen_environment, generation.environment, generation.options.again});
  if (!touched || !before || watched(context, directory) == before) return touched;
  return context.disk.set_time(join_path(directory, kWatchStampFile), before->modified_ns);
}

Result<Summary> prepare_and_write(const CommandContext& context, const Generation& generation,
                                  Clock::time_point began) {
  const std::optional<FileStamp> before = watched(context, generation.build_directory);
  const PrepareBuildRequest request = request_of(generation);
  Result<PreparedBuild> build = prepare_build(context, request);
  if (!build) return build.error();
  Summary summary{build->recording.built.graph.units.size(), build->edges.edges.size(), {}};
  if (is_by_hand(generation.options)) summary.advice = advise_faster_mode(context, request, *build);
  if (Status written = write_all(context, generation, *build, began, before); !written) return written.error();
  return summary;
}

}  // namespace

Result<Survey> survey(const CommandContext& context, const GenerateOptions& options) {
  const Clock::time_point began = Clock::now();
  GenerateOptions again;
  again.build_directory = options.build_directory;
  again.manifest_path = options.manifest_path;
  again.again = true;
  Result<Generation> generation = begin_generation(context, again);
  if (!generation) return generation.error();
  const std::string& directory = generation->build_directory;
  Result<std::unique_ptr<DirectoryLock>> lock = lock_build_directory(context, directory);
  if (!lock) return lock.error();
  const std::optional<FileStamp> before = watched(context, directory);
  PrepareBuildRequest request = request_of(*generation);
  Result<PreparedBuild> build = prepare_build(context, request);
  if (!build) return build.error();
  if (build->recording.is_new)
    if (Status written = write_all(context, *generation, *build, began, before); !written) return written.error();
  return Survey{directory, std::move(generation->options), std::move(request), std::move(*build)};
}

Status generate(const CommandContext& context, const GenerateOptions& options) {
  const Clock::time_point began = Clock::now();
  Result<Generation> generation = begin_generation(context, options);
  if (!generation) return generation.error();
  Disk& disk = context.disk;
  const std::string& directory = generation->build_directory;
  const bool is_absent = !disk.stamp(directory);
  Result<std::unique_ptr<DirectoryLock>> lock = lock_build_directory(context, directory);
  if (!lock) return lock.error();
  const bool is_new = is_absent && disk.list(directory).empty();
  Result<Summary> summary = prepare_and_write(context, *generation, began);
  if (!summary) {
    if (is_new) (void)disk.remove(directory);
    return summary.error();
  }
  const std::chrono::duration<double> taken = Clock::now() - began;
  if (is_by_hand(generation->options)) show(context, *generation, *summary, taken.count());
  return {};
}

}  // namespace ferrule
