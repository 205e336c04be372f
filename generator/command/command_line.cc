#include "command/command_line.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "command/build_commands.h"
#include "command/cargo_counterparts.h"
#include "command/cmake_commands.h"
#include "command/completions.h"
#include "command/generate_commands.h"
#include "command/manual.h"
#include "command/show_commands.h"
#include "command/test_commands.h"

namespace ferrule {

namespace {

constexpr const char* kHelp = "help: `ferrule --help` lists the commands\n";

/// What is for a program that a command runs, behind `--`: nothing else reads it.
std::vector<std::string> take_program_arguments(int& argc, const char* const* argv) {
  const std::set<std::string_view> commands = {"run", "r", "test", "t", "bench", "nextest"};
  if (argc < 2 || !commands.contains(argv[1])) return {};
  const char* const* end = argv + argc;
  const char* const* dashes = std::find(argv, end, std::string_view("--"));
  argc = static_cast<int>(dashes - argv);
  return dashes == end ? std::vector<std::string>() : std::vector<std::string>(dashes + 1, end);
}

ParsedCommandLine usage_error(const std::string& message, const std::string& help) {
  return {{}, "error: " + message + "\n" + help, 2};
}

/// Help and versions are outcomes of parsing as well.
ParsedCommandLine explain_outcome(const CLI::App& app, const CLI::ParseError& outcome) {
  std::ostringstream out, errors;
  int status = app.exit(outcome, out, errors);
  if (status == 0) return {{}, out.str(), 0};
  const std::vector<CLI::App*> commands = app.get_subcommands();
  if (commands.empty()) return usage_error(outcome.what(), kHelp);
  const std::string& name = commands.front()->get_name();
  if (auto explanation = explain_cargo_option(name, app.remaining(/*recurse=*/true))) return {{}, *explanation, 2};
  return usage_error(outcome.what(), "help: `ferrule " + name + " --help` lists the options\n");
}

}  // namespace

ParsedCommandLine parse_command_line(int argc, const char* const* argv) {
  CLI::App app("Turns the crates of a Cargo workspace into ninja edges", "ferrule");
  app.set_version_flag("--version", "ferrule " FERRULE_VERSION);
  app.require_subcommand(0, 1);
  app.get_formatter()->column_width(34);
  CommandTable table(app, take_program_arguments(argc, argv));
  add_build_commands(table);
  add_test_commands(table);
  add_generate_commands(table);
  add_show_commands(table);
  add_cmake_commands(table);
  std::string shell;
  CLI::App* completions = app.add_subcommand("completions", "Print a script that completes commands and options");
  completions->add_option("SHELL", shell, "bash, zsh or fish")->required();
  const CLI::App* manual = app.add_subcommand("manual", "Print the manual's list of commands and options")->group("");
  std::vector<CLI::App*> known =
      app.get_subcommands([&](const CLI::App* one) { return argc > 1 && one->check_name(argv[1]); });
  if (argc > 1 && argv[1][0] != '-' && known.empty())
    return usage_error("there is no command `" + std::string(argv[1]) + "`",
                       explain_cargo_command(argv[1]).value_or(kHelp));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& outcome) {
    return explain_outcome(app, outcome);
  }
  if (manual->parsed()) return {{}, write_manual(app), 0};
  if (completions->parsed()) {
    std::string script = write_completions(app, shell);
    return script.empty() ? usage_error("completions takes bash, zsh or fish, not `" + shell + "`", kHelp)
                          : ParsedCommandLine{{}, std::move(script), 0};
  }
  CommandTable::Run run = table.chosen();
  return run ? ParsedCommandLine{std::move(run), {}, 0} : usage_error("a command is missing", kHelp);
}

}  // namespace ferrule
