#include "launcher/test_run.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "base/escape.h"
#include "base/escape_sequences.h"
#include "base/files.h"
#include "launcher/edge/announcement.h"
#include "launcher/edge/command_line.h"
#include "launcher/files/depfile.h"
#include "launcher/files/scratch_directory.h"
#include "launcher/process/engine.h"
#include "launcher/process/process.h"
#include "launcher/process/signals.h"
#include "launcher/process/terminal.h"

namespace ferrule {

namespace {

/// A command that runs just this edge again, from wherever the user is.
std::string rerun_command(const Edge& edge) {
  Result<std::string> launcher = executable_path();
  return "cd " + escape(edge.build_directory, Grammar::shell_word) + " && " +
         escape(launcher ? *launcher : "ferrule-launcher", Grammar::shell_word) + " run " +
         escape(edge.action_file, Grammar::shell_word);
}

/// Adds the user's words to a command where Cargo has them.
void add_arguments(EdgeKind kind, const std::vector<std::string>& more, std::vector<std::string>& command) {
  if (kind == EdgeKind::bench_run) {  // Cargo's own `--bench` comes last
    command.insert(command.end() - 1, more.begin(), more.end());
    return;
  }
  for (const std::string& word : more) {
    if (kind == EdgeKind::doc_test) command.emplace_back("--test-args");
    command.push_back(word);
  }
}

/// The depfile has the edge run again when it is asked for again; engines insist on an output.
Status publish_run(const Edge& edge) {
  const std::string& output = edge.action.depfile_target;
  if (Status made = make_directories(directory_of(output)); !made) return made;
  if (Status written = write_depfile(edge, {std::string(kNeverMade)}); !written) return written;
  return write_file(output, "");
}

}  // namespace

Result<int> run_tests(Edge& edge) {
  const Action& action = edge.action;
  const Announcement announcement(action);
  Result<ScratchDirectory> scratch = ScratchDirectory::make(scratch_path(edge));
  if (!scratch) return scratch.error();
  hold_signals();
  Result<std::vector<std::string>> words =
      expand_command(action.command, edge.scripts, scratch->path(), edge.build_directory);
  if (!words) return words.error();
  if (!action.depfile_target.empty()) unlink(action.depfile_target.c_str());
  Result<ProcessEnd> end = run_process({*words, edge.environment, action.directory, Capture::together});
  if (!end) return end.error();
  if (caught_signal() != 0) return EXIT_FAILURE;
  if (end->succeeded()) {
    Status published = publish_run(edge);
    if (!published) return published.error();
    return EXIT_SUCCESS;
  }
  if (!end->out.empty() && !end->out.ends_with('\n')) end->out += '\n';
  print(keeps_colors() ? end->out : without_escape_sequences(end->out));
  print("error: test failed: `" + action.package + "` " + words->front() + " (" + describe_status(end->status) +
        ")\nhelp: to run it again by itself: " + rerun_command(edge) + "\n");
  return exit_code_of(end->status);
}

Result<int> run_benchmarks(Edge& edge) {
  // Afterwards there is no launcher any more.
  if (Status published = publish_run(edge); !published) return published.error();
  return become_tests(edge, {});
}

Error become_tests(Edge& edge, const std::vector<std::string>& more) {
  const Action& action = edge.action;
  Result<std::vector<std::string>> words =
      expand_command(action.command, edge.scripts, edge.build_directory + "/ferrule/tmp", edge.build_directory);
  if (!words) return words.error();
  add_arguments(action.kind, more, *words);
  if (chdir(action.directory.c_str()) != 0) return system_error("cannot enter", action.directory, errno);
  std::vector<char*> arguments, variables;
  for (std::string& word : *words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::vector<std::string> environment;
  for (const auto& [name, value] : edge.environment) environment.push_back(name + "=" + value);
  for (std::string& variable : environment) variables.push_back(variable.data());
  variables.push_back(nullptr);
  execvpe(arguments[0], arguments.data(), variables.data());  // a runner may be a name
  return system_error("cannot start", words->front(), errno);
}

}  // namespace ferrule
