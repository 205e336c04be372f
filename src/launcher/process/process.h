// Runs a tool to its end.
#pragma once

#include <string>
#include <vector>

#include "base/environment.h"
#include "base/result.h"

namespace ferrule {

/// What accompanies a tool while it runs.
class ProcessCompanion {
 public:
  virtual ~ProcessCompanion() = default;
  /// Files that the tool has to inherit.
  virtual std::vector<int> inherited_files() const = 0;
  /// How often tick() is to be called while the tool runs, in milliseconds; negative for never.
  virtual int interval() const = 0;
  virtual void tick() = 0;
};

/// What becomes of the tool's output.
enum class Capture {
  standard_error,  // kept; standard output goes where the launcher's goes
  separately,      // both kept, each by itself
  together,        // both kept, in the order in which they were written, as `out`
};

struct Process {
  const std::vector<std::string>& words;
  const Environment& environment;
  std::string directory;
  Capture capture = Capture::standard_error;
  ProcessCompanion* companion = nullptr;
};

struct ProcessEnd {
  /// As waitpid() gives it.
  int status = 0;
  std::string out;
  std::string err;

  bool succeeded() const { return status == 0; }
};

/// Runs `process` with nothing on its standard input and waits for it. It dies with the launcher, and gets the
/// interrupts that the launcher gets (signals.h). An error only if it could not be started.
Result<ProcessEnd> run_process(const Process& process);

/// "exit status: 101" or "signal: 9, SIGKILL: kill", as Cargo puts it.
std::string describe_status(int status);

/// The exit status with which the launcher answers that of its tool.
int exit_code_of(int status);

/// The absolute path of the running program.
Result<std::string> executable_path();

}  // namespace ferrule
