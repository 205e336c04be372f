#include "command/build/ninja_call.h"

#include <csignal>
#include <cstdio>

#include "base/paths.h"
#include "base/progress_address.h"
#include "command/build/progress.h"
#include "command/build/running_edges.h"
#include "command/options/ninja_program.h"
#include "command/options/terminal.h"
#include "record/toolchain/environment.h"

namespace ferrule {

namespace {

void do_nothing(int) {}

/// As long as it lives, an interrupt from the terminal ends ninja, which gets it as well, and not us: what ninja says
/// then is shown.
class InterruptsLeftToNinja {
 public:
  InterruptsLeftToNinja() {
    struct sigaction action = {};
    action.sa_handler = do_nothing;
    sigaction(SIGINT, &action, &before_);
  }
  ~InterruptsLeftToNinja() { sigaction(SIGINT, &before_, nullptr); }
  InterruptsLeftToNinja(const InterruptsLeftToNinja&) = delete;
  InterruptsLeftToNinja& operator=(const InterruptsLeftToNinja&) = delete;

 private:
  struct sigaction before_ = {};
};

/// What is common to all calls.
Result<ProcessRequest> ninja_for(const CommandContext& context, const std::string& directory,
                                 const BuildOptions& options) {
  Result<std::string> program = options.ninja;
  if (options.ninja.empty()) program = find_ninja(context.disk, context.environment);
  if (!program) return program.error();
  ProcessRequest ninja{{*program}, directory, context.environment};
  if (options.jobs) ninja.arguments.insert(ninja.arguments.end(), {"-j", std::to_string(*options.jobs)});
  if (options.keep_going) ninja.arguments.insert(ninja.arguments.end(), {"-k", "0"});
  return ninja;
}

void write_error(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

/// ninja, whose output isn't a terminal's, leaves colours in what edges say if it is forced to.
void choose_colors(bool with_colors, Environment& environment) {
  const bool is_forced = find_variable(environment, "CLICOLOR_FORCE").value_or("0") != "0";
  if (is_forced != with_colors) set_variable(environment, "CLICOLOR_FORCE", with_colors ? kColorsForNinja : "0");
}

Progress::Columns columns_of(const Appearance& appearance) {
  return [fixed = appearance.columns] { return fixed > 0 ? fixed : look_at_standard_error().columns; };
}

}  // namespace

Result<std::unique_ptr<DirectoryLock>> lock_for_ninja(Disk& disk, const std::string& directory) {
  // Not the directory itself, which `ferrule generate` locks when ninja calls it.
  return disk.lock(join_path(directory, "ferrule/in-use"),
                   [] { std::fputs("    Blocking waiting for file lock on build directory\n", stderr); });
}

Result<bool> call_ninja(const CommandContext& context, const std::string& directory, const BuildOptions& options,
                        const std::vector<std::string>& targets) {
  Result<ProcessRequest> request = ninja_for(context, directory, options);
  if (!request) return request.error();
  ProcessRequest& ninja = *request;
  if (options.verbose) ninja.arguments.emplace_back("-v");
  ninja.arguments.insert(ninja.arguments.end(), targets.begin(), targets.end());
  Result<std::unique_ptr<DirectoryLock>> lock = lock_for_ninja(context.disk, directory);
  if (!lock) return lock.error();
  InterruptsLeftToNinja interrupts;
  if (options.verbose) {
    Result<int> status = context.processes.run_attached(ninja);
    if (!status) return status.error();
    return *status == 0;
  }
  const Appearance appearance = find_appearance(context, options.generate.config_overrides);
  choose_colors(appearance.with_colors, ninja.environment);
  set_variable(ninja.environment, "NINJA_STATUS", kProgressStatus);
  const bool with_bar = appearance.with_bar && !options.quiet;
  Progress progress(with_bar ? columns_of(appearance) : Progress::Columns(), appearance.with_colors, write_error);
  const std::unique_ptr<RunningEdges> running = options.quiet ? nullptr : RunningEdges::listen();
  if (running) {
    set_variable(ninja.environment, kProgressVariable, running->address());
    ninja.watched_file = running->file();
    ninja.on_watched_file = [&] {
      for (const RunningEdge& begun : running->look()) progress.show_begun(begun);
      progress.show_running(running->names());
    };
  }
  ninja.on_output_line = [&](std::string_view line) {
    if (!options.quiet || !line.starts_with(kStatusMark)) progress.take(line);
  };
  ninja.on_error_line = [&](std::string_view line) { progress.take(line); };
  Result<ProcessResult> result = context.processes.run(ninja);
  progress.finish();
  if (!result) return result.error();
  return result->status == 0;
}

Result<bool> call_ninja_silently(const CommandContext& context, const std::string& directory,
                                 const BuildOptions& options, const std::vector<std::string>& targets) {
  Result<ProcessRequest> ninja = ninja_for(context, directory, options);
  if (!ninja) return ninja.error();
  ninja->arguments.insert(ninja->arguments.end(), targets.begin(), targets.end());
  ninja->on_error_line = [](std::string_view line) { write_error(std::string(line) + "\n"); };
  Result<std::unique_ptr<DirectoryLock>> lock = lock_for_ninja(context.disk, directory);
  if (!lock) return lock.error();
  Result<ProcessResult> result = context.processes.run(*ninja);
  if (!result) return result.error();
  if (result->status != 0) write_error(result->output);
  return result->status == 0;
}

}  // namespace ferrule
