#include "harness/terminal.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <vector>

namespace ferrule::test {

namespace {

[[noreturn]] void enter(const Command& command, const char* terminal) {
  setsid();
  // The first terminal that is opened becomes the controlling one.
  const int file = open(terminal, O_RDWR);
  for (int end : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(file, end);
  std::vector<std::string> variables;
  for (const auto& [name, value] : command.environment) variables.push_back(name + "=" + value);
  std::vector<char*> words, environment;
  for (const std::string& word : command.words) words.push_back(const_cast<char*>(word.c_str()));
  for (std::string& variable : variables) environment.push_back(variable.data());
  words.push_back(nullptr);
  environment.push_back(nullptr);
  if (chdir(command.directory.c_str()) == 0) execvpe(words[0], words.data(), environment.data());
  _exit(127);
}

}  // namespace

TerminalCommand::TerminalCommand(const Command& command, int columns)
    : terminal_(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
  constexpr unsigned short kRows = 24;
  winsize size = {kRows, static_cast<unsigned short>(columns), 0, 0};
  if (terminal_ < 0 || grantpt(terminal_) != 0 || unlockpt(terminal_) != 0 ||
      ioctl(terminal_, TIOCSWINSZ, &size) != 0) {
    ADD_FAILURE() << "no terminal";
    return;
  }
  const std::string name = ptsname(terminal_);
  pid_ = fork();
  if (pid_ == 0) enter(command, name.c_str());
}

TerminalCommand::~TerminalCommand() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  if (terminal_ >= 0) close(terminal_);
}

bool TerminalCommand::read_some() {
  std::array<char, 4096> text;
  ssize_t length;
  do length = read(terminal_, text.data(), text.size());
  while (length < 0 && errno == EINTR);
  // EIO: nobody has the other end any more.
  if (length <= 0) return false;
  output_.append(text.data(), static_cast<std::size_t>(length));
  return true;
}

void TerminalCommand::wait_for(std::string_view text) {
  while (output_.find(text) == std::string::npos)
    if (!read_some()) {
      ADD_FAILURE() << "`" << text << "` never came:\n" << output_;
      return;
    }
}

CommandResult TerminalCommand::wait() {
  while (read_some()) {
  }
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), output_};
}

}  // namespace ferrule::test
