// Runs a program in a terminal.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "harness/command.h"

namespace ferrule::test {

/// Its destructor kills the program.
class TerminalCommand {
 public:
  TerminalCommand(const Command& command, int columns);
  ~TerminalCommand();
  TerminalCommand(const TerminalCommand&) = delete;
  TerminalCommand& operator=(const TerminalCommand&) = delete;

  /// Waits until the program has written `text`. Fails the test if it ends without.
  void wait_for(std::string_view text);
  /// Waits for the end; the output is all that it has written.
  CommandResult wait();

 private:
  bool read_some();

  pid_t pid_ = -1;
  int terminal_ = -1;
  std::string output_;
};

}  // namespace ferrule::test
