#include "system/processes.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>

#include "base/files.h"
#include "base/strings.h"

namespace ferrule {

namespace {

struct Pipe {
  int read_end = -1;
  int write_end = -1;
};

Result<Pipe> make_pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return system_error("cannot make", "a pipe", errno);
  return Pipe{ends[0], ends[1]};
}

/// The path that execvp() would find `program` at, with the PATH of `environment` instead of ours.
std::string look_up(const std::string& program, const Environment& environment) {
  if (program.find('/') != std::string::npos) return program;
  std::string path = find_variable(environment, "PATH").value_or("/usr/local/bin:/usr/bin:/bin");
  for (std::string_view directory : split(path, ':')) {
    std::string candidate = join_path(directory.empty() ? "." : directory, program);
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return {};
}

std::vector<char*> pointers(const std::vector<std::string>& strings) {
  std::vector<char*> result;
  for (const std::string& string : strings) result.push_back(const_cast<char*>(string.c_str()));
  result.push_back(nullptr);
  return result;
}

/// Runs in the child between fork and exec: only calls that are safe there.
[[noreturn]] void enter(const char* program, char* const* arguments, char* const* environment, const char* directory,
                        int output, int errors, int failure) {
  int null = open("/dev/null", O_RDONLY);
  dup2(null, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(errors, STDERR_FILENO);
  if (*directory == '\0' || chdir(directory) == 0) execve(program, arguments, environment);
  int reason = errno;
  ssize_t ignored = write(failure, &reason, sizeof reason);
  (void)ignored;
  _exit(127);
}

/// Gathers what a process writes to one of its ends, and hands out whole lines.
class Collector {
 public:
  Collector(std::string& all, const std::function<void(std::string_view)>& on_line) : all_(all), on_line_(on_line) {}

  void add(std::string_view text) {
    all_ += text;
    if (!on_line_) return;
    pending_ += text;
    for (std::size_t end; (end = pending_.find('\n')) != std::string::npos; pending_.erase(0, end + 1))
      on_line_(std::string_view(pending_).substr(0, end));
  }
  void finish() {
    if (on_line_ && !pending_.empty()) on_line_(pending_);
  }

 private:
  std::string& all_;
  const std::function<void(std::string_view)>& on_line_;
  std::string pending_;
};

using Clock = std::chrono::steady_clock;

/// Milliseconds as poll() takes them.
int time_left(const ProcessRequest& request, Clock::time_point start) {
  if (request.timeout.count() == 0) return -1;
  auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
  return static_cast<int>(std::max<std::int64_t>((request.timeout - passed).count(), 0));
}

/// Reads until both ends are closed or the time is over. What the process has started may hold them open longer.
void collect(const ProcessRequest& request, int output, int errors, ProcessResult& result) {
  const Clock::time_point start = Clock::now();
  pollfd watched[3] = {{output, POLLIN, 0}, {errors, POLLIN, 0}, {request.watched_file, POLLIN, 0}};
  Collector collectors[2] = {{result.output, request.on_output_line}, {result.errors, request.on_error_line}};
  char buffer[65536];
  while (watched[0].fd >= 0 || watched[1].fd >= 0) {
    int count = poll(watched, 3, time_left(request, start));
    if (count < 0 && errno != EINTR) return;
    if (count < 0) continue;
    if (count == 0) {
      result.timed_out = true;
      break;
    }
    if (watched[2].revents != 0) request.on_watched_file();
    for (int i = 0; i < 2; ++i) {
      if (watched[i].fd < 0 || watched[i].revents == 0) continue;
      ssize_t size = read(watched[i].fd, buffer, sizeof buffer);
      if (size < 0 && errno == EINTR) continue;
      if (size <= 0) watched[i].fd = -1;
      else collectors[i].add({buffer, static_cast<std::size_t>(size)});
    }
  }
  for (Collector& collector : collectors) collector.finish();
}

class RealProcesses : public Processes {
 public:
  Result<ProcessResult> run(const ProcessRequest& request) override {
    std::string program = look_up(request.arguments[0], request.environment);
    if (program.empty()) return not_found(request.arguments[0]);
    Result<Pipe> output = make_pipe(), errors = make_pipe(), failure = make_pipe();
    if (!output || !errors || !failure) return Error{"cannot create a pipe: too many open files?"};
    std::vector<char*> arguments = pointers(request.arguments), environment = pointers(request.environment);
    pid_t child = fork();
    if (child < 0) return system_error("cannot start", program, errno);
    if (child == 0)
      enter(program.c_str(), arguments.data(), environment.data(), request.directory.c_str(), output->write_end,
            errors->write_end, failure->write_end);
    close(output->write_end);
    close(errors->write_end);
    close(failure->write_end);
    ProcessResult result;
    collect(request, output->read_end, errors->read_end, result);
    if (result.timed_out) kill(child, SIGKILL);
    int reason = 0;
    bool failed = read(failure->read_end, &reason, sizeof reason) == sizeof reason;
    close(output->read_end);
    close(errors->read_end);
    close(failure->read_end);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (failed) return system_error("cannot start", program, reason);
    result.status = exit_status(status);
    return result;
  }

  Result<int> run_attached(const ProcessRequest& request) override {
    std::fflush(nullptr);
    pid_t child = fork();
    if (child < 0) return system_error("cannot start", request.arguments[0], errno);
    if (child == 0) {
      (void)become(request);
      _exit(127);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return exit_status(status);
  }

  Error become(const ProcessRequest& request) override {
    std::string program = look_up(request.arguments[0], request.environment);
    if (program.empty()) return not_found(request.arguments[0]);
    if (!request.directory.empty() && chdir(request.directory.c_str()) != 0)
      return system_error("cannot enter", request.directory, errno);
    std::fflush(nullptr);
    execve(program.c_str(), pointers(request.arguments).data(), pointers(request.environment).data());
    return system_error("cannot start", program, errno);
  }

 private:
  static int exit_status(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

  static Error not_found(const std::string& program) {
    return {
        "cannot find the program `" + program + "`", {}, "install it, or put the directory that holds it in PATH"};
  }
};

}  // namespace

std::optional<std::string> find_variable(const Environment& environment, std::string_view name) {
  for (const std::string& variable : environment) {
    Halves parts = split_once(variable, '=');
    if (parts.first == name) return std::string(parts.second);
  }
  return std::nullopt;
}

Processes& real_processes() {
  static RealProcesses processes;
  return processes;
}

}  // namespace ferrule
