#include "command/test_commands.h"

#include "command/build_commands.h"
#include "command/cargo_options.h"
#include "command/test/nextest.h"
#include "command/test/test.h"

namespace ferrule {

namespace {

/// All of a kind.
void add_all(CLI::App& command, TestChoice& choice, const std::string& name, TargetKind kind,
             const std::string& help) {
  command.add_flag_callback(
      name, [&choice, kind] { choice.kinds.insert(kind); }, help);
}

/// One by its name.
void add_one(CLI::App& command, TestChoice& choice, const std::string& name, TargetKind kind,
             const std::string& help) {
  command
      .add_option_function<std::vector<std::string>>(
          name,
          [&choice, kind](const std::vector<std::string>& names) {
            for (const std::string& target : names) choice.targets.insert({kind, target});
          },
          help)
      ->type_name("NAME")
      ->allow_extra_args(false);
}

/// What tests and benchmarks have in common.
void add_targets(CLI::App& command, TestChoice& choice, const std::string& verb) {
  add_all(command, choice, "--lib", TargetKind::library, verb + " only the packages' libraries");
  add_all(command, choice, "--bins", TargetKind::binary, verb + " all binaries");
  add_all(command, choice, "--examples", TargetKind::example, verb + " all examples");
  add_one(command, choice, "--bin", TargetKind::binary, verb + " only this binary");
  add_one(command, choice, "--example", TargetKind::example, verb + " only this example");
  add_one(command, choice, "--bench", TargetKind::bench, verb + " only this benchmark");
}

void add_test_targets(CLI::App& command, TestChoice& choice) {
  add_targets(command, choice, "Test");
  add_all(command, choice, "--benches", TargetKind::bench, "Test all benchmarks");
  command.add_flag("--tests", choice.all_programs, "Test all targets that have `test = true`");
  command.add_flag("--all-targets", choice.all_targets, "Test all targets, benchmarks and examples too");
  add_one(command, choice, "--test", TargetKind::test, "Run only this test target");
}

void add_test(CommandTable& table) {
  auto options = std::make_shared<TestOptions>();
  auto cargo = std::make_shared<CargoOptions>();
  CLI::App& command = table.add<TestOptions>(
      "test", "Build the tests and run them, like `cargo test`", options,
      [cargo, program = table.program_arguments()](const CommandContext& context, TestOptions& given) {
        cargo->move_to(given.build.generate);
        given.arguments.insert(given.arguments.end(), program.begin(), program.end());
        return test(context, given);
      });
  command.alias("t");
  add_build_options(command, options->build);
  add_test_targets(command, options->choice);
  command.add_flag("--doc", options->choice.doc, "Run only documentation tests");
  command
      .add_option("--label", options->choice.label,
                  "Test only the target with this label in rust-project.json (for editors)")
      ->type_name("LABEL");
  command.add_flag("--no-run", options->no_run, "Build the tests, but don't run them");
  command
      .add_option("--test-jobs", options->programs_at_once,
                  "How many test programs run at once; their output is shown at the end. Default: 1, as with Cargo")
      ->type_name("N")
      ->check(a_number_of_cores());
  command.add_flag("--no-fail-fast", options->no_fail_fast, "Run all test programs, even if one fails");
  cargo->add_others_to(command, options->build.generate);
  command.add_option("TESTNAME", options->choice.name,
                     "Run only the tests whose names contain this; no documentation tests");
  command.footer("What follows `--` is for the test programs.");
}

void add_bench(CommandTable& table) {
  auto options = std::make_shared<TestOptions>();
  auto cargo = std::make_shared<CargoOptions>();
  options->benches = true;
  CLI::App& command = table.add<TestOptions>(
      "bench", "Build the benchmarks and run them, like `cargo bench`", options,
      [cargo, program = table.program_arguments()](const CommandContext& context, TestOptions& given) {
        cargo->move_to(given.build.generate);
        given.arguments.insert(given.arguments.end(), program.begin(), program.end());
        return test(context, given);
      });
  add_build_options(command, options->build);
  add_targets(command, options->choice, "Measure");
  command.add_flag("--all-targets", options->choice.all_targets, "Measure all targets, tests and examples too");
  command.add_flag("--benches", options->choice.all_programs, "Measure all targets that have `bench = true`");
  command.add_flag("--no-run", options->no_run, "Build the benchmarks, but don't run them");
  command.add_flag("--no-fail-fast", options->no_fail_fast, "Run all benchmark programs, even if one fails");
  cargo->add_bench_options_to(command, options->build.generate);
  command.add_option("BENCHNAME", options->choice.name, "Run only the benchmarks whose names contain this");
  command.footer("What follows `--` is for the benchmark programs.");
}

void add_nextest(CommandTable& table) {
  auto options = std::make_shared<NextestOptions>();
  auto cargo = std::make_shared<CargoOptions>();
  CLI::App& command = table.add<NextestOptions>(
      "nextest", "Build the tests and run them with cargo-nextest, like `cargo nextest`", options,
      [cargo, program = table.program_arguments()](const CommandContext& context, NextestOptions& given) {
        cargo->move_to(given.build.generate);
        given.program_arguments = program;
        return nextest(context, given);
      });
  command.allow_extras();
  command.final_callback([&command, options] { options->arguments = command.remaining(); });
  build_directory_option(command, options->build.generate.build_directory,
                         "Build directory; the same default as of `ferrule test`");
  command.add_option("--build-jobs", options->build.jobs, "How many edges ninja runs at once")
      ->type_name("N")
      ->check(a_number_of_cores());
  command.add_flag("--cargo-quiet", options->build.quiet, "Show only errors and warnings of the build");
  add_test_targets(command, options->choice);
  command.add_flag(
      "--no-run", options->no_run,
      "Build the tests and write nextest's files, but don't start it: nextest/binaries-metadata.json and "
      "nextest/cargo-metadata.json in the build directory");
  switch_off(command, "--no-build", options->builds, "Take the tests as they are in the build directory");
  cargo->add_nextest_options_to(command, options->build.generate);
  command.footer("Everything else is for nextest: its command (`run` if there is none), its options, filters.");
}

}  // namespace

void add_test_commands(CommandTable& table) {
  add_test(table);
  add_bench(table);
  add_nextest(table);
}

}  // namespace ferrule
