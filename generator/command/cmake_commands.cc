#include "command/cmake_commands.h"

#include "command/cmake/calls.h"
#include "command/cmake/checks.h"
#include "command/cmake/crate.h"
#include "command/cmake/ide.h"
#include "command/cmake/root.h"
#include "command/cmake/tests.h"
#include "command/cmake/workspace.h"

namespace ferrule {

namespace {

void add_options(CLI::App& command, CMakeCrateOptions& options) {
  command.add_option("--target-name", options.target)->required();
  command.add_option("-C", options.build_directory)->required();
  command.add_option("--host-directory", options.host_directory)->required();
  command.add_option("--output", options.output)->required();
  command.add_option("--manifest-path", options.manifest_path)->required();
  command.add_option("--session", options.session);
  command.add_option("--crate", options.crate);
  command.add_option("--type", options.type);
  command.add_option("--bin", options.binary);
  choice(command, "--pipelining", options.plan.pipelining, kPipelining, "");
  repeatable(command, "--no-pipelining", options.plan.fused, "CRATE", "");
  repeatable(command, "--env", options.variables, "NAME=VALUE", "");
  repeatable(command, "--compiler", options.compilers, "NAME=VALUE", "");
  repeatable(command, "--rustflag", options.rustflags, "FLAG", "");
  repeatable(command, "--local-rustflag", options.local_rustflags, "FLAG", "");
  command.add_option("--variant", options.variant);
  command.add_flag("--closed-environment", options.closed_environment);
  memory_option(command, options.memory, "");
  command.add_flag("--watch-globs", options.watches_by_patterns);
  command.add_flag("--tests", options.tests);
  command.add_flag("--host", options.for_host);
  command.add_option("cargo-arguments", options.cargo_arguments, "What Cargo gets, behind `--`");
}

void add_options(CLI::App& command, CMakeRootOptions& options) {
  command.add_option("--target-name", options.target)->required();
  command.add_option("-C", options.build_directory)->required();
  command.add_option("--host-directory", options.host_directory)->required();
  command.add_option("--output", options.output)->required();
  command.add_option("--root", options.root)->required();
  command.add_option("--edition", options.edition);
  command.add_option("--type", options.type);
  command.add_option("--target", options.triple);
  choice(command, "--pipelining", options.plan.pipelining, kPipelining, "");
  repeatable(command, "--dep", options.dependencies, "FILE", "");
  repeatable(command, "--feature", options.features, "NAME", "");
  repeatable(command, "--other-feature", options.other_features, "NAME", "");
  repeatable(command, "--env", options.variables, "NAME=VALUE", "");
  command.add_flag("--closed-environment", options.closed_environment);
  memory_option(command, options.memory, "");
  command.add_flag("--tests", options.tests);
  command.add_flag("--host", options.for_host);
  command.add_option("options", options.options, "What rustc gets, behind `--`");
}

/// The words of one call: `cmake-crate …` or `cmake-root …`.
Result<CMakeCall> parse_call(const std::vector<std::string>& words) {
  CLI::App app;
  CMakeRootOptions root;
  add_options(*app.add_subcommand("cmake-root"), root);
  CMakeCrateOptions crate;
  add_options(*app.add_subcommand("cmake-crate"), crate);
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::ParseError& error) {
    return Error{error.what()};
  }
  if (app.got_subcommand("cmake-root")) return CMakeCall(std::move(root));
  return CMakeCall(std::move(crate));
}

void add_options(CLI::App& command, CMakeCallsOptions& options) {
  command.add_option("file", options.file)->required();
  options.parse = parse_call;
}

void add_options(CLI::App& command, CMakeChecksOptions& options) {
  command.add_option("-C", options.directory)->required();
  options.parse = parse_call;
}

void add_options(CLI::App& command, CMakeWorkspaceOptions& options) {
  command.add_option("--host-directory", options.host_directory)->required();
  command.add_option("--output", options.output)->required();
  command.add_option("--manifest-path", options.manifest_path);
  command.add_option("--session", options.session);
}

void add_options(CLI::App& command, CMakeRustProjectOptions& options) {
  command.add_option("--lists", options.lists)->required();
  command.add_option("--host-directory", options.host_directory)->required();
  command.add_option("--output", options.output)->required();
}

void add_options(CLI::App& command, CMakeTestsOptions& options) {
  command.add_option("-C", options.build_directory)->required();
  command.add_option("--program", options.program)->required();
  command.add_option("--action", options.action)->required();
  command.add_option("--output", options.output)->required();
  command.add_option("--prefix", options.prefix);
  command.add_option("--suffix", options.suffix);
  command.add_option("--filter", options.filter);
  command.add_option("--working-directory", options.working_directory);
  command.add_option("--list-variable", options.list_variable);
  command.add_option("--timeout", options.timeout)->check(CLI::Range(0, 1000000));
  command.add_flag("--no-harness", options.no_harness);
  repeatable(command, "--emulator", options.emulator, "WORD", "");
  repeatable(command, "--env", options.variables, "NAME=VALUE", "");
  repeatable(command, "--property", options.properties, "NAME|VALUE", "");
  repeatable(command, "--argument", options.extra_arguments, "WORD", "");
}

template <typename Options>
void add(CommandTable& table, const std::string& name, const std::string& help,
         std::function<Status(const CommandContext&, Options&)> run) {
  auto options = std::make_shared<Options>();
  add_options(*table.add<Options>(name, help, options, std::move(run)).group(""), *options);
}

}  // namespace

void add_cmake_commands(CommandTable& table) {
  add<CMakeCallsOptions>(
      table, "cmake-calls", "Do what several calls of CMake's ask for",
      [](const CommandContext& context, CMakeCallsOptions& given) { return write_cmake_calls(context, given); });
  add<CMakeChecksOptions>(
      table, "cmake-checks", "Write what `ferrule check` needs in a CMake project",
      [](const CommandContext& context, CMakeChecksOptions& given) { return write_cmake_checks(context, given); });
  add<CMakeWorkspaceOptions>(table, "cmake-workspace", "Tell CMake what there is",
                             [](const CommandContext& context, CMakeWorkspaceOptions& given) {
                               return write_cmake_workspace(context, given);
                             });
  add<CMakeRustProjectOptions>(table, "cmake-rust-project", "Write rust-project.json for a project",
                               [](const CommandContext& context, CMakeRustProjectOptions& given) {
                                 return write_cmake_rust_project(context, given);
                               });
  add<CMakeTestsOptions>(
      table, "cmake-tests", "Write what CTest knows of a test executable",
      [](const CommandContext& context, CMakeTestsOptions& given) { return write_cmake_tests(context, given); });
}

}  // namespace ferrule
