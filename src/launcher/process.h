// Runs a tool to its end.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "launcher/environment.h"

namespace ferrule {

class Jobserver;

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
  /// Whose files the tool inherits, and which is given time while it runs.
  Jobserver* jobserver = nullptr;
};

struct ProcessEnd {
  /// As waitpid() gives it.
  int status = 0;
  std::string out;
  std::string err;

  bool succeeded() const { return status == 0; }
};

/// Runs `process` with nothing on its standard input and waits for it. It dies
/// with the launcher, and gets the interrupts that the launcher gets
/// (signals.h). An error only if it could not be started.
Result<ProcessEnd> run_process(const Process& process);

/// "exit status: 101" or "signal: 9, SIGKILL: kill", as Cargo puts it.
std::string describe_status(int status);

/// The exit status with which the launcher answers that of its tool.
int exit_code_of(int status);

/// The absolute path of the running program.
Result<std::string> executable_path();

}  // namespace ferrule
