// Runs programs and keeps what they said.
#pragma once

#include <gtest/gtest.h>
#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ferrule::test {

using Words = std::vector<std::string>;
using Variables = std::map<std::string, std::string>;

struct Command {
  Words words;
  std::string directory;
  /// All that the program sees.
  Variables environment;
};

struct CommandResult {
  /// The exit status, or 128 and the number of the signal that ended it.
  int status = 0;
  /// Standard output and standard error as they came.
  std::string output;

  bool says(std::string_view text) const { return output.find(text) != std::string::npos; }
  int count(std::string_view text) const;
};

CommandResult run(const Command& command);

/// A program that runs beside the test. Its destructor kills it and all that it has started.
class BackgroundCommand {
 public:
  explicit BackgroundCommand(const Command& command);
  ~BackgroundCommand();
  BackgroundCommand(const BackgroundCommand&) = delete;
  BackgroundCommand& operator=(const BackgroundCommand&) = delete;

  pid_t pid() const { return pid_; }
  /// Sends a signal to this one process.
  void signal(int number) const;
  CommandResult wait();

 private:
  pid_t pid_ = -1;
  int output_ = -1;
};

/// The program in one of `directories`, or else on the PATH of `environment`; nothing if it is in none of them.
std::optional<std::string> find_program(const std::string& name, const Words& directories,
                                        const Variables& environment);

/// What the tests' own surroundings have that programs can't do without (PATH, HOME, where toolchains are), and
/// nothing else.
Variables necessary_environment();

/// Explains a failure by what the command said.
::testing::AssertionResult succeeded(const CommandResult& result);
::testing::AssertionResult failed_with(int status, const CommandResult& result);
::testing::AssertionResult says(const CommandResult& result, std::string_view text);
::testing::AssertionResult never_says(const CommandResult& result, std::string_view text);
::testing::AssertionResult says_once(const CommandResult& result, std::string_view text);

}  // namespace ferrule::test
