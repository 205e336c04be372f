#include "launcher/process/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/files.h"
#include "launcher/process/signals.h"

namespace ferrule {

namespace {

/// A pipe, both ends closed with it.
struct Pipe {
  Pipe() = default;
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close_end(read_end);
    close_end(write_end);
  }

  bool open() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    read_end = ends[0];
    write_end = ends[1];
    return true;
  }

  static void close_end(int& end) {
    if (end >= 0) close(end);
    end = -1;
  }

  int read_end = -1;
  int write_end = -1;
};

/// What kept the child from becoming the tool.
struct StartFailure {
  int error_number;
  bool is_directory;
};

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> result;
  result.reserve(words.size() + 1);
  for (const std::string& word : words) result.push_back(const_cast<char*>(word.c_str()));
  result.push_back(nullptr);
  return result;
}

/// In the child: becomes the tool. Never returns.
[[noreturn]] void become_tool(const Process& process, char* const* argv, char** envp, pid_t parent, int out_fd,
                              int err_fd, int failure_fd) {
  // The launcher may be killed where it can't forward anything. It may even be dead already.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
  int null_fd = open("/dev/null", O_RDONLY);
  if (null_fd > 0) {
    dup2(null_fd, STDIN_FILENO);
    close(null_fd);
  }
  if (out_fd >= 0) dup2(out_fd, STDOUT_FILENO);
  dup2(err_fd, STDERR_FILENO);
  if (process.companion != nullptr)
    for (int fd : process.companion->inherited_files()) fcntl(fd, F_SETFD, 0);
  sigprocmask(SIG_SETMASK, &original_signal_mask(), nullptr);
  StartFailure failure{};
  if (chdir(process.directory.c_str()) != 0) {
    failure = {errno, true};
  } else {
    environ = envp;
    execvp(argv[0], argv);
    failure = {errno, false};
  }
  [[maybe_unused]] ssize_t written = write(failure_fd, &failure, sizeof failure);
  _exit(127);
}

Error start_error(const Process& process, const StartFailure& failure) {
  if (failure.is_directory) {
    Error error = system_error("cannot change to the directory", process.directory, failure.error_number);
    if (error.help.empty()) error.help = "was it moved or deleted? Run `ferrule generate` again";
    return error;
  }
  Error error = system_error("cannot run", process.words.front(), failure.error_number);
  if (failure.error_number == ENOENT)
    error.help = "was it deleted, or the toolchain changed? Run `ferrule generate` again in this build directory";
  if (failure.error_number == E2BIG)
    error.help = "its arguments and environment are longer than the system allows: raise `ulimit -s`";
  return error;
}

/// Reads what is there. False at the end of the pipe.
bool read_some(int fd, std::string& text) {
  char buffer[65536];
  ssize_t count = read(fd, buffer, sizeof buffer);
  if (count > 0) text.append(buffer, static_cast<std::size_t>(count));
  return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN));
}

/// Reads the rest of what the child has written. A process that it left in the background may hold the pipe open for
/// ever, so this doesn't wait.
void drain(int fd, std::string& text) {
  if (fd < 0) return;
  fcntl(fd, F_SETFL, O_NONBLOCK);
  char buffer[65536];
  for (;;) {
    ssize_t count = read(fd, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    text.append(buffer, static_cast<std::size_t>(count));
  }
}

/// Collects output, forwards signals and serves tokens until the child has ended.
ProcessEnd wait_for(pid_t child, Pipe& out, Pipe& err, ProcessCompanion* companion) {
  ProcessEnd end;
  int forwarded = 0;
  const int interval = companion == nullptr ? -1 : companion->interval();
  const timespec timeout = {0, interval * 1'000'000L};
  for (;;) {
    pid_t ended = waitpid(child, &end.status, WNOHANG);
    if (ended == child || (ended < 0 && errno != EINTR)) break;
    if (int signal = caught_signal(); signal != forwarded) kill(child, forwarded = signal);
    std::array<pollfd, 2> files = {pollfd{out.read_end, POLLIN, 0}, pollfd{err.read_end, POLLIN, 0}};
    // SIGCHLD and the interrupts can arrive here and nowhere else.
    int ready = ppoll(files.data(), files.size(), interval < 0 ? nullptr : &timeout, &original_signal_mask());
    if (ready == 0) companion->tick();
    if (ready <= 0) continue;
    if (files[0].revents != 0 && !read_some(out.read_end, end.out)) Pipe::close_end(out.read_end);
    if (files[1].revents != 0 && !read_some(err.read_end, end.err)) Pipe::close_end(err.read_end);
  }
  drain(out.read_end, end.out);
  drain(err.read_end, end.err);
  return end;
}

}  // namespace

Result<ProcessEnd> run_process(const Process& process) {
  // A child that ends before it is waited for would otherwise be waited for without end.
  SignalHold hold;
  std::vector<std::string> variables;
  variables.reserve(process.environment.size());
  for (const auto& [name, value] : process.environment) variables.push_back(name + "=" + value);
  std::vector<char*> argv = pointers(process.words);
  std::vector<char*> envp = pointers(variables);

  Pipe out, err, failure;
  bool captures_out = process.capture != Capture::standard_error;
  bool captures_err = process.capture != Capture::together;
  if ((captures_out && !out.open()) || (captures_err && !err.open()) || !failure.open())
    return system_error("cannot run", process.words.front(), errno);
  int err_fd = captures_err ? err.write_end : out.write_end;
  pid_t parent = getpid();
  pid_t child = fork();
  if (child < 0) return system_error("cannot run", process.words.front(), errno);
  if (child == 0) become_tool(process, argv.data(), envp.data(), parent, out.write_end, err_fd, failure.write_end);

  Pipe::close_end(out.write_end);
  Pipe::close_end(err.write_end);
  Pipe::close_end(failure.write_end);
  StartFailure reason{};
  ssize_t count;
  do {
    count = read(failure.read_end, &reason, sizeof reason);
  } while (count < 0 && errno == EINTR);
  ProcessEnd end = wait_for(child, out, err, process.companion);
  if (count == static_cast<ssize_t>(sizeof reason)) return start_error(process, reason);
  return end;
}

std::string describe_status(int status) {
  if (!WIFSIGNALED(status)) return "exit status: " + std::to_string(WEXITSTATUS(status));
  int number = WTERMSIG(status);
  std::string text = "signal: " + std::to_string(number);
  struct Name {
    int number;
    const char* text;
  };
  constexpr Name kNames[] = {
      {SIGABRT, ", SIGABRT: process abort signal"},
      {SIGALRM, ", SIGALRM: alarm clock"},
      {SIGFPE, ", SIGFPE: erroneous arithmetic operation"},
      {SIGHUP, ", SIGHUP: hangup"},
      {SIGILL, ", SIGILL: illegal instruction"},
      {SIGINT, ", SIGINT: terminal interrupt signal"},
      {SIGKILL, ", SIGKILL: kill"},
      {SIGPIPE, ", SIGPIPE: write on a pipe with no one to read"},
      {SIGQUIT, ", SIGQUIT: terminal quit signal"},
      {SIGSEGV, ", SIGSEGV: invalid memory reference"},
      {SIGTERM, ", SIGTERM: termination signal"},
      {SIGBUS, ", SIGBUS: access to undefined memory"},
      {SIGSYS, ", SIGSYS: bad system call"},
      {SIGTRAP, ", SIGTRAP: trace/breakpoint trap"},
  };
  for (const Name& name : kNames)
    if (name.number == number) return text + name.text;
  return text;
}

int exit_code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 1; }

Result<std::string> executable_path() {
  std::string path(4096, '\0');
  ssize_t length = readlink("/proc/self/exe", path.data(), path.size());
  if (length < 0) return system_error("cannot read", "/proc/self/exe", errno);
  path.resize(static_cast<std::size_t>(length));
  return path;
}

}  // namespace ferrule
