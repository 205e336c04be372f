// The seam between Ferrule and the processes that it runs.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ferrule {

/// NAME=VALUE strings, as exec() takes them.
using Environment = std::vector<std::string>;

/// The value of `name` in `environment`, if it is there.
std::optional<std::string> find_variable(const Environment& environment, std::string_view name);

struct ProcessRequest {
  std::vector<std::string> arguments;  // arguments[0] is looked up in the request's PATH
  std::string directory;               // working directory; empty for ours
  Environment environment;
  /// Called for each line of standard error as it comes, without its newline.
  std::function<void(std::string_view)> on_error_line = {};
  /// The same for standard output.
  std::function<void(std::string_view)> on_output_line = {};
  /// A file of ours, and what to call whenever it can be read while the process runs; a negative one for none.
  int watched_file = -1;
  std::function<void()> on_watched_file = {};
  /// How long it may take before it is killed; zero for as long as it likes.
  std::chrono::milliseconds timeout{0};
};

struct ProcessResult {
  int status = 0;  // exit status; 128 + n when ended by signal n
  std::string output;
  std::string errors;
  bool timed_out = false;
};

class Processes {
 public:
  virtual ~Processes() = default;
  /// An error only if the program can't be started at all.
  virtual Result<ProcessResult> run(const ProcessRequest& request) = 0;
  /// The same with our own standard input, output and error. The value is the exit status; of the request only
  /// arguments, directory and environment count.
  virtual Result<int> run_attached(const ProcessRequest& request) = 0;
  /// Becomes the program, as exec() does. Returns only if that can't be done.
  virtual Error become(const ProcessRequest& request) = 0;
};

/// Real processes.
Processes& real_processes();

}  // namespace ferrule
