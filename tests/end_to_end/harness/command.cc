#include "harness/command.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <system_error>

namespace ferrule::test {

namespace {

std::vector<char*> pointers(const Words& words) {
  std::vector<char*> result;
  for (const std::string& word : words) result.push_back(const_cast<char*>(word.c_str()));
  result.push_back(nullptr);
  return result;
}

[[noreturn]] void become(const Command& command, char* const* argv, char* const* envp, int output) {
  setpgid(0, 0);
  int null = open("/dev/null", O_RDONLY);
  dup2(null, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  if (chdir(command.directory.c_str()) == 0) execvpe(argv[0], argv, envp);
  const std::string reason = std::string("cannot run ") + argv[0] + ": " + strerror(errno) + "\n";
  [[maybe_unused]] ssize_t written = write(STDERR_FILENO, reason.data(), reason.size());
  _exit(127);
}

std::string read_all(int file) {
  std::string text;
  std::array<char, 65536> buffer;
  for (;;) {
    ssize_t count = read(file, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

::testing::AssertionResult with_output(bool holds, const std::string& what, const CommandResult& result) {
  if (holds) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << what << "\nexit status " << result.status << ", output:\n" << result.output;
}

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

}  // namespace

int CommandResult::count(std::string_view text) const {
  int found = 0;
  for (std::size_t at = 0; (at = output.find(text, at)) != std::string::npos; at += text.size()) ++found;
  return found;
}

BackgroundCommand::BackgroundCommand(const Command& command) {
  Words variables;
  for (const auto& [name, value] : command.environment) variables.push_back(name + "=" + value);
  std::vector<char*> argv = pointers(command.words), envp = pointers(variables);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  pid_ = fork();
  if (pid_ == 0) become(command, argv.data(), envp.data(), ends[1]);
  close(ends[1]);
  output_ = ends[0];
}

BackgroundCommand::~BackgroundCommand() {
  if (pid_ > 0) {
    kill(-pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  close(output_);
}

void BackgroundCommand::signal(int number) const { kill(pid_, number); }

CommandResult BackgroundCommand::wait() {
  CommandResult result;
  result.output = read_all(output_);
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  result.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return result;
}

CommandResult run(const Command& command) { return BackgroundCommand(command).wait(); }

std::optional<std::string> find_program(const std::string& name, const Words& directories,
                                        const Variables& environment) {
  Words places = directories;
  std::istringstream path(environment.at("PATH"));
  for (std::string directory; std::getline(path, directory, ':');) places.push_back(directory);
  for (const std::string& place : places)
    if (access((place + "/" + name).c_str(), X_OK) == 0) return place + "/" + name;
  return std::nullopt;
}

Variables necessary_environment() {
  Variables variables;
  for (const char* name :
       {"PATH", "HOME", "CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "TMPDIR", "LD_LIBRARY_PATH"})
    if (const char* value = std::getenv(name)) variables[name] = value;
  return variables;
}

::testing::AssertionResult succeeded(const CommandResult& result) {
  return with_output(result.status == 0, "it failed", result);
}

::testing::AssertionResult failed_with(int status, const CommandResult& result) {
  return with_output(result.status == status, "it didn't exit with " + std::to_string(status), result);
}

::testing::AssertionResult says(const CommandResult& result, std::string_view text) {
  return with_output(result.says(text), "it doesn't say " + quoted(text), result);
}

::testing::AssertionResult never_says(const CommandResult& result, std::string_view text) {
  return with_output(!result.says(text), "it says " + quoted(text), result);
}

::testing::AssertionResult says_once(const CommandResult& result, std::string_view text) {
  return with_output(result.count(text) == 1, "it doesn't say " + quoted(text) + " exactly once", result);
}

}  // namespace ferrule::test
