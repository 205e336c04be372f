#include "command/build/ninja_call.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "base/paths.h"
#include "command/build/progress.h"
#include "command/options/ninja_program.h"

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

/// Of the terminal that is our standard error; 0 if that is none.
int terminal_width() {
  winsize size = {};
  if (isatty(STDERR_FILENO) == 0) return 0;
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

void write_error(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

}  // namespace

Result<std::unique_ptr<DirectoryLock>> lock_for_ninja(Disk& disk, const std::string& directory) {
  // Not the directory itself, which `ferrule generate` locks when ninja calls it.
  return disk.lock(join_path(directory, "ferrule/in-use"),
                   [] { std::fputs("    Blocking waiting for file lock on build directory\n", stderr); });
}

Result<bool> call_ninja(const CommandContext& context, const std::string& directory, const BuildOptions& options,
                        const std::vector<std::string>& targets) {
  Result<std::string> program = find_ninja(context.disk, context.environment);
  if (!program) return program.error();
  ProcessRequest ninja{{*program}, directory, context.environment};
  if (options.jobs) ninja.arguments.insert(ninja.arguments.end(), {"-j", std::to_string(*options.jobs)});
  if (options.keep_going) ninja.arguments.insert(ninja.arguments.end(), {"-k", "0"});
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
  const int width = options.quiet ? 0 : terminal_width();
  const bool with_colors = isatty(STDERR_FILENO) != 0 && !find_variable(context.environment, "NO_COLOR");
  if (with_colors) ninja.environment.emplace_back("CLICOLOR_FORCE=1");
  ninja.environment.push_back("NINJA_STATUS=" + std::string(kProgressStatus));
  Progress progress(width, with_colors, write_error);
  ninja.on_output_line = [&](std::string_view line) {
    if (!options.quiet || !line.starts_with(kProgressStatus[0])) progress.take(line);
  };
  ninja.on_error_line = [&](std::string_view line) { progress.take(line); };
  Result<ProcessResult> result = context.processes.run(ninja);
  progress.finish();
  if (!result) return result.error();
  return result->status == 0;
}

}  // namespace ferrule
