#include "command/build_commands.h"

#include "command/build/build.h"
#include "command/build/doc.h"
#include "command/build/run.h"
#include "command/cargo_options.h"
#include "command/check/check.h"
#include "command/verify/verify.h"

namespace ferrule {

void add_build_options(CLI::App& command, BuildOptions& options) {
  build_directory_option(
      command, options.generate.build_directory,
      "Build directory. Default: target/ferrule in the workspace; if run inside a build directory, that "
      "directory");
  command.add_option("-j,--jobs", options.jobs, "How many edges ninja runs at once")
      ->type_name("N")
      ->check(a_number_of_cores());
  command.add_flag("-k,--keep-going", options.keep_going, "Build as much as possible after an error");
  command.add_flag("-v,--verbose", options.verbose, "Show ninja's own output with all commands");
  command.add_flag("-q,--quiet", options.quiet, "Show only errors and warnings");
}

namespace {

void add_build(CommandTable& table) {
  auto options = std::make_shared<BuildOptions>();
  auto cargo = std::make_shared<CargoOptions>();
  CLI::App& command = table.add<BuildOptions>("build", "Build, like `cargo build`: generate if needed, and run ninja",
                                              options, [cargo](const CommandContext& context, BuildOptions& given) {
                                                cargo->move_to(given.generate);
                                                return build(context, given);
                                              });
  command.alias("b");
  add_build_options(command, *options);
  cargo->add_to(command, options->generate);
}

void add_run(CommandTable& table) {
  auto options = std::make_shared<RunOptions>();
  auto cargo = std::make_shared<CargoOptions>();
  CLI::App& command = table.add<RunOptions>(
      "run", "Build an executable or example and run it, like `cargo run`", options,
      [cargo, program = table.program_arguments()](const CommandContext& context, RunOptions& given) {
        cargo->move_to(given.build.generate);
        given.arguments.insert(given.arguments.end(), program.begin(), program.end());
        return run(context, given);
      });
  command.alias("r");
  add_build_options(command, options->build);
  command.add_option("--bin", options->binary, "The executable to run")->type_name("NAME");
  command.add_option("--example", options->example, "The example to run")->type_name("NAME")->excludes("--bin");
  command.add_option("--label", options->label, "Run the program with this label in rust-project.json (for editors)")
      ->type_name("LABEL");
  cargo->add_others_to(command, options->build.generate);
  command.add_option("ARGUMENT", options->arguments, "What the program gets; behind `--` if it begins with a dash");
}

const std::map<std::string, MessageFormat> kMessageFormats = {{"human", MessageFormat::human},
                                                              {"json", MessageFormat::json}};

void add_check(CommandTable& table) {
  auto options = std::make_shared<CheckOptions>();
  auto cargo = std::make_shared<CargoOptions>();
  CLI::App& command = table.add<CheckOptions>("check", "Find errors without building, like `cargo check`", options,
                                              [cargo](const CommandContext& context, CheckOptions& given) {
                                                cargo->move_to(given.build.generate);
                                                return check(context, given);
                                              });
  command.alias("c");
  add_build_options(command, options->build);
  choice(command, "--message-format", options->format, kMessageFormats,
         "How to print diagnostics: human (the default) or json, in Cargo's format for other programs");
  command.add_flag("--clippy", options->clippy, "Check with clippy's lints, like `cargo clippy`");
  command
      .add_option("lints", options->clippy_arguments, "With --clippy, after `--`: lint levels, such as `-D warnings`")
      ->needs("--clippy");
  cargo->add_to(command, options->build.generate);
}

void add_doc(CommandTable& table) {
  auto options = std::make_shared<DocOptions>();
  auto cargo = std::make_shared<CargoOptions>();
  CLI::App& command = table.add<DocOptions>("doc", "Build the documentation, like `cargo doc`", options,
                                            [cargo](const CommandContext& context, DocOptions& given) {
                                              cargo->move_to(given.build.generate);
                                              return doc(context, given);
                                            });
  command.alias("d");
  GenerateOptions& generate = options->build.generate;
  add_build_options(command, options->build);
  command.add_flag("--open", options->opens, "Open the documentation in a browser afterwards");
  command.add_flag("--no-deps", generate.documentation.no_deps, "Leave out the dependencies");
  command.add_flag("--document-private-items", generate.documentation.private_items, "Document private items");
  choice(command, "--message-format", options->format, kMessageFormats,
         "How to print diagnostics: human (the default) or json, in Cargo's format for other programs");
  cargo->add_documented_to(command, generate);
}

void add_verify(CommandTable& table) {
  auto options = std::make_shared<VerifyOptions>();
  CLI::App& command = table.add<VerifyOptions>(
      "verify",
      "Compile each library of a build a second time, and report those that come "
      "out differently, with the macro behind it",
      options, [](const CommandContext& context, VerifyOptions& given) { return verify(context, given); });
  build_directory_option(command, options->build_directory,
                         "Build directory made by `ferrule generate`; it must be built");
  command.add_flag(
      "--cache", options->cache,
      "Name also what keeps a cache from sharing libraries with other checkouts: paths that they hold, and "
      "build scripts that write something different in each run");
  command.add_flag(
      "--fix", options->fix,
      "Add their packages to `no-pipelining` in the workspace's ferrule.toml, so that they are compiled only once");
  command.add_option("CRATE", options->packages, "Only check the libraries of these packages");
}

void add_clean(CommandTable& table) {
  auto options = std::make_shared<GenerateOptions>();
  CLI::App& command = table.add<GenerateOptions>(
      "clean", "Remove a build directory", options,
      [](const CommandContext& context, GenerateOptions& given) { return clean(context, given); });
  build_directory_option(command, options->build_directory, "Build directory; the same default");
  command.add_option("--manifest-path", options->manifest_path, "Path to Cargo.toml")->type_name("PATH");
}

}  // namespace

void add_build_commands(CommandTable& table) {
  add_build(table);
  add_run(table);
  add_check(table);
  add_doc(table);
  add_clean(table);
  add_verify(table);
}

}  // namespace ferrule
