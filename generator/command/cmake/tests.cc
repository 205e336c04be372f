#include "command/cmake/tests.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/strings.h"
#include "emit/ctest_writer.h"
#include "formats/action.h"
#include "formats/script_output.h"
#include "record/toolchain/environment.h"

namespace ferrule {

namespace {

class TestLister {
 public:
  TestLister(const CommandContext& context, const CMakeTestsOptions& options)
      : disk_(context.disk), processes_(context.processes), environment_(context.environment), options_(options) {}

  Status write() {
    if (Status prepared = prepare(); !prepared) return prepared;
    std::vector<ListedTest> tests = {{}};
    if (!options_.no_harness) {
      Result<std::string> all = list({}), ignored = list({"--ignored"});
      if (!all) return all.error();
      if (!ignored) return ignored.error();
      tests = parse_test_list(*all, *ignored);
    }
    if (Status made = disk_.make_directories(directory_of(options_.output)); !made) return made;
    Result<bool> written = disk_.write(options_.output, write_ctest_script(tests, script_));
    if (!written) return written.error();
    return {};
  }

 private:
  std::string place(std::string_view path) const { return join_path(options_.build_directory, path); }

  /// Cargo's environment and working directory are in the action that would run the whole program.
  Status prepare() {
    std::string path = place("actions/" + options_.action);
    Result<std::string> text = disk_.read(path);
    if (!text) return text.error();
    Result<Action> action = parse_action(*text, path, options_.build_directory);
    if (!action) return action.error();
    script_.command = options_.emulator;
    script_.command.push_back(options_.program);
    script_.extra_arguments = options_.extra_arguments;
    script_.directory = options_.working_directory.empty() ? action->directory : options_.working_directory;
    script_.prefix = options_.prefix;
    script_.suffix = options_.suffix;
    script_.properties = options_.properties;
    script_.list_variable = options_.list_variable;
    script_.environment = action->environment;
    if (Status added = add_script_outputs(*action); !added) return added;
    for (const std::string& variable : options_.variables) {
      Halves parts = split_once(variable, '=');
      script_.environment.push_back({std::string(parts.first), std::string(parts.second)});
    }
    return {};
  }

  /// What the package's build script says, and where those of all have put libraries that are loaded when the program
  /// starts.
  Status add_script_outputs(const Action& action) {
    for (const std::string& file : action.script_environment) {
      Result<ScriptOutput> output = read_output(file);
      if (!output) return output.error();
      for (const EnvironmentVariable& variable : output->environment) script_.environment.push_back(variable);
    }
    for (const std::string& file : action.library_path) {
      Result<ScriptOutput> output = read_output(file);
      if (!output) return output.error();
      for (const std::string& search : output->link_search) add_library_directory(search_directory(search));
    }
    return {};
  }

  Result<ScriptOutput> read_output(const std::string& file) const {
    Result<std::string> text = disk_.read(place(file));
    if (!text) return text.error();
    return parse_script_output(*text, file, options_.build_directory);
  }

  /// Cargo leaves out those elsewhere: they could hide the system's.
  void add_library_directory(std::string_view directory) {
    if (!is_inside(directory, options_.build_directory)) return;
    if (!script_.library_path.empty()) script_.library_path += ':';
    script_.library_path += directory;
  }

  Result<std::string> list(const std::vector<std::string>& more) const {
    ProcessRequest request{script_.command, script_.directory, environment_};
    request.arguments.insert(request.arguments.end(), {"--list", "--format", "terse"});
    request.arguments.insert(request.arguments.end(), more.begin(), more.end());
    if (!options_.filter.empty()) request.arguments.push_back(options_.filter);
    for (const EnvironmentVariable& variable : script_.environment)
      set_variable(request.environment, variable.name, variable.value);
    if (!script_.library_path.empty()) {
      std::optional<std::string> others = find_variable(environment_, "LD_LIBRARY_PATH");
      set_variable(request.environment, "LD_LIBRARY_PATH",
                   script_.library_path + (others ? ":" + *others : std::string()));
    }
    request.timeout = std::chrono::seconds(options_.timeout);
    Result<ProcessResult> result = processes_.run(request);
    if (!result) return result.error();
    if (result->timed_out)
      return Error{fmt::format("`{} --list` was still running after {} s", options_.program, options_.timeout),
                   {},
                   "give it more time with DISCOVERY_TIMEOUT, or, if it doesn't run here, DISCOVERY_MODE PRE_TEST"};
    if (result->status == 0) return result->output;
    return Error{fmt::format("`{} --list` failed (exit status {}): {}", options_.program, result->status,
                             trim(result->output + result->errors)),
                 {},
                 "a test that defines main() itself needs `harness = false` in its manifest"};
  }

  Disk& disk_;
  Processes& processes_;
  Environment environment_;
  const CMakeTestsOptions& options_;
  CTestScript script_;
};

}  // namespace

Status write_cmake_tests(const CommandContext& context, const CMakeTestsOptions& options) {
  return TestLister(context, options).write();
}

}  // namespace ferrule
