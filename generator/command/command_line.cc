#include "command/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <sstream>

#include "command/build/build.h"
#include "command/build/check.h"
#include "command/build/explain.h"
#include "command/build/ide.h"
#include "command/build/run.h"
#include "command/build/test.h"
#include "command/build/timings.h"
#include "command/build/verify.h"
#include "command/cargo_counterparts.h"
#include "command/cmake/calls.h"
#include "command/cmake/crate.h"
#include "command/cmake/ide.h"
#include "command/cmake/root.h"
#include "command/cmake/tests.h"
#include "command/cmake/workspace.h"
#include "command/generate/plan.h"

namespace ferrule {

namespace {

constexpr const char* kCargoGroup = "Cargo's options, as for `cargo build`";

/// Cargo's options pass through verbatim; this only knows which take a value.
class CargoOptions {
 public:
  void add_to(CLI::App& command, GenerateOptions& options) {
    add_targets_to(command);
    add_others_to(command, options);
  }

  /// Which targets of the packages.
  void add_targets_to(CLI::App& command) {
    flag(command, "--lib", "Build only the packages' libraries");
    flag(command, "--bins", "Build all binaries");
    flag(command, "--examples", "Build all examples");
    flag(command, "--tests", "Build all targets that have `test = true`");
    flag(command, "--benches", "Build all targets that have `bench = true`");
    flag(command, "--all-targets", "Build all targets");
    value(command, "--bin", "NAME", "Build only this binary");
    value(command, "--example", "NAME", "Build only this example");
    value(command, "--test", "NAME", "Build only this test target");
    value(command, "--bench", "NAME", "Build only this benchmark");
  }

  void add_others_to(CLI::App& command, GenerateOptions& options) {
    flag(command, "--workspace,--all", "Build all packages of the workspace");
    flag(command, "--all-features", "Activate all features of the chosen packages");
    flag(command, "--no-default-features", "Leave out the `default` feature");
    flag(command, "-r,--release", "Build with the release profile");
    flag(command, "--locked", "Fail if Cargo.lock would change");
    flag(command, "--offline", "Don't use the network");
    flag(command, "--frozen", "The same as --locked and --offline");
    flag(command, "--ignore-rust-version", "Ignore the `rust-version` of packages");
    value(command, "-p,--package", "SPEC", "Build only this package");
    value(command, "--exclude", "SPEC", "With --workspace: all packages but this one");
    value(command, "-F,--features", "FEATURES", "Features to activate, separated by spaces or commas");
    value(command, "--profile", "NAME", "Build with this profile");
    value(command, "--target", "TRIPLE", "Build for this target");
    value(command, "-Z", "FLAG", "Unstable flags of a nightly Cargo");
    value(command, "--config", "KEY=VALUE|PATH", "Override a value of the Cargo configuration");
    command.add_option("--manifest-path", options.manifest_path, "Path to Cargo.toml")
        ->type_name("PATH")
        ->group(kCargoGroup);
  }

  void move_to(GenerateOptions& options) {
    for (const auto& given : flags_)
      if (given->is_set) options.cargo_arguments.push_back(given->name);
    for (const auto& given : values_)
      for (const std::string& text : given->texts) {
        options.cargo_arguments.push_back(given->name);
        options.cargo_arguments.push_back(text);
        if (given->name == "--config") options.config_overrides.push_back(text);
      }
  }

 private:
  struct Flag {
    std::string name;
    bool is_set = false;
  };
  struct Value {
    std::string name;
    std::vector<std::string> texts;
  };

  /// Of "-p,--package" the last one, which every Cargo knows.
  static std::string cargo_name(const std::string& names) {
    if (names == "--workspace,--all") return "--workspace";
    return names.substr(names.rfind(',') == std::string::npos ? 0 : names.rfind(',') + 1);
  }

  void flag(CLI::App& command, const std::string& names, const std::string& help) {
    flags_.push_back(std::make_unique<Flag>(Flag{cargo_name(names)}));
    command.add_flag(names, flags_.back()->is_set, help)->group(kCargoGroup);
  }

  void value(CLI::App& command, const std::string& names, const std::string& type, const std::string& help) {
    values_.push_back(std::make_unique<Value>(Value{cargo_name(names), {}}));
    command.add_option(names, values_.back()->texts, help)
        ->type_name(type)
        ->type_size(1)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->allow_extra_args(false)
        ->group(kCargoGroup);
  }

  std::vector<std::unique_ptr<Flag>> flags_;
  std::vector<std::unique_ptr<Value>> values_;
};

void repeatable(CLI::App& command, const std::string& names, std::vector<std::string>& values,
                const std::string& type, const std::string& help) {
  command.add_option(names, values, help)
      ->type_name(type)
      ->type_size(1)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
}

const std::map<std::string, Pipelining> kPipelining = {
    {"auto", Pipelining::automatic}, {"hollow", Pipelining::hollow}, {"off", Pipelining::off}};
const std::map<std::string, DepfileMode> kDepfiles = {{"gcc", DepfileMode::gcc}, {"depfile", DepfileMode::depfile}};

/// An option whose value is one of a few words.
template <typename Target, typename Value>
void choice(CLI::App& command, const std::string& name, Target& value, const std::map<std::string, Value>& words,
            const std::string& help) {
  std::string names;
  for (const auto& [word, meaning] : words) names += (names.empty() ? "" : "|") + word;
  command
      .add_option_function<std::string>(
          name,
          [&value, words, name, names](const std::string& given) {
            auto chosen = words.find(given);
            if (chosen == words.end()) throw CLI::ValidationError(name, "takes " + names + ", not `" + given + "`");
            value = chosen->second;
          },
          help)
      ->type_name(names);
}

void switch_off(CLI::App& command, const std::string& name, bool& value, const std::string& help) {
  command.add_flag_callback(
      name, [&value] { value = false; }, help);
}

/// Its complaint names the limits; --help need not.
CLI::Validator a_number_of_cores() { return CLI::Range(1, 4096).description(""); }

void add_generate(CLI::App& app, GenerateOptions& options, CargoOptions& cargo) {
  CLI::App* command = app.add_subcommand("generate", "Write build.ninja for a Cargo workspace");
  command
      ->add_option("-C", options.build_directory,
                   "Build directory. Default: target/ferrule in the workspace; if run inside a build directory, that "
                   "directory. Its saved options apply unless overridden")
      ->type_name("DIR");
  choice(*command, "--pipelining", options.pipelining, kPipelining,
         "Which libraries get a separate metadata edge: auto (those that make a build shorter on this machine; the "
         "default), hollow (all of them) or off (none, and no unstable option is used)");
  command
      ->add_option(
          "-j,--jobs", options.jobs,
          "How many threads all rustc processes of a build may use together when ninja is called without -j, and "
          "how many cores auto plans for. Default: this machine's cores")
      ->type_name("N")
      ->check(a_number_of_cores());
  command->add_flag(
      "--replan", options.replan,
      "With auto: choose again, using the times of the builds so far. What is split differently is rebuilt");
  command->add_flag_callback(
      "--split-links", [&options] { options.split_links = true; },
      "Compile executables and procedural macros before the libraries that they link are ready, and link them in "
      "separate edges. auto does this where it makes a build shorter");
  command->add_flag_callback(
      "--no-split-links", [&options] { options.split_links = false; }, "Never link in separate edges");
  repeatable(*command, "--no-pipelining", options.fused, "CRATE",
             "Compile this package's library only once: for a library that doesn't compile to the same SVH twice");
  repeatable(
      *command, "--env", options.variables, "NAME[=VALUE]",
      "Keep this environment variable for the edges of all later builds. By default, the variables that compilers "
      "and build scripts commonly read are kept");
  command->add_flag("--closed-environment", options.closed_environment,
                    "Hide from edges every variable of ninja's environment that isn't kept");
  switch_off(*command, "--no-tests", options.with_tests, "Leave out the targets `tests` and `test`");
  switch_off(*command, "--no-watch", options.watch,
             "Make ninja notice changed files only, not changed environment variables or new files");
  switch_off(*command, "--no-jobserver", options.jobserver,
             "Don't limit threads: each rustc may start as many as it likes");
  choice(*command, "--deps", options.depfiles, kDepfiles,
         "Where ninja stores dependencies: gcc (in its own log; the default) or depfile (in files, for Siso)");
  command->add_flag("-q,--quiet", options.quiet, "Don't print the summary");
  command->add_flag("--again", options.again, "Regenerate with the saved options (ninja uses this)");
  cargo.add_to(*command, options);
}

void add_plan(CLI::App& app, PlanCommandOptions& options) {
  CLI::App* command =
      app.add_subcommand("plan", "Show how long a build would take in each pipelining mode, and what auto splits");
  command->add_option("-C", options.build_directory, "Build directory made by `ferrule generate`; the same default")
      ->type_name("DIR");
  command
      ->add_option("-j,--jobs", options.jobs,
                   "How many cores to plan for. Default: those of the directory's plan, or this machine's")
      ->type_name("N")
      ->check(a_number_of_cores());
}

/// What all commands that build have in common.
void add_build_options(CLI::App& command, BuildOptions& options) {
  command
      .add_option("-C", options.generate.build_directory,
                  "Build directory. Default: target/ferrule in the workspace; if run inside a build directory, that "
                  "directory")
      ->type_name("DIR");
  command.add_option("-j,--jobs", options.jobs, "How many edges ninja runs at once")
      ->type_name("N")
      ->check(a_number_of_cores());
  command.add_flag("-k,--keep-going", options.keep_going, "Build as much as possible after an error");
  command.add_flag("-v,--verbose", options.verbose, "Show ninja's own output with all commands");
  command.add_flag("-q,--quiet", options.quiet, "Show only errors and warnings");
}

void add_build(CLI::App& app, BuildOptions& options, CargoOptions& cargo) {
  CLI::App* command = app.add_subcommand("build", "Build, like `cargo build`: generate if needed, and run ninja");
  command->alias("b");
  add_build_options(*command, options);
  cargo.add_to(*command, options.generate);
}

void add_run(CLI::App& app, RunOptions& options, CargoOptions& cargo) {
  CLI::App* command = app.add_subcommand("run", "Build an executable or example and run it, like `cargo run`");
  command->alias("r");
  add_build_options(*command, options.build);
  command->add_option("--bin", options.binary, "The executable to run")->type_name("NAME");
  command->add_option("--example", options.example, "The example to run")->type_name("NAME")->excludes("--bin");
  command->add_option("--label", options.label, "The program that rust-project.json calls so, for editors")
      ->type_name("LABEL");
  cargo.add_others_to(*command, options.build.generate);
  command->add_option("ARGUMENT", options.arguments, "What the program gets; behind `--` if it begins with a dash");
}

/// Of a test's program: all of a kind, or one by its name.
void add_test_targets(CLI::App& command, TestOptions& options) {
  const auto all = [&](const std::string& name, TargetKind kind, const std::string& help) {
    command.add_flag_callback(
        name, [&options, kind] { options.kinds.insert(kind); }, help);
  };
  const auto one = [&](const std::string& name, TargetKind kind, const std::string& help) {
    command
        .add_option_function<std::vector<std::string>>(
            name,
            [&options, kind](const std::vector<std::string>& names) {
              for (const std::string& target : names) options.targets.insert({kind, target});
            },
            help)
        ->type_name("NAME")
        ->allow_extra_args(false);
  };
  all("--lib", TargetKind::library, "Test only the packages' libraries");
  all("--bins", TargetKind::binary, "Test all binaries");
  all("--tests", TargetKind::test, "Run all test targets");
  all("--examples", TargetKind::example, "Test all examples");
  all("--benches", TargetKind::bench, "Test all benchmarks");
  one("--bin", TargetKind::binary, "Test only this binary");
  one("--test", TargetKind::test, "Run only this test target");
  one("--example", TargetKind::example, "Test only this example");
  one("--bench", TargetKind::bench, "Test only this benchmark");
  command.add_flag("--doc", options.doc, "Run only documentation tests");
  command.add_option("--label", options.label, "Test only the target that rust-project.json calls so, for editors")
      ->type_name("LABEL");
}

void add_test(CLI::App& app, TestOptions& options, CargoOptions& cargo) {
  CLI::App* command = app.add_subcommand("test", "Build the tests and run them, like `cargo test`");
  command->alias("t");
  add_build_options(*command, options.build);
  add_test_targets(*command, options);
  command->add_flag("--no-run", options.no_run, "Build the tests, but don't run them");
  command->add_flag("--no-fail-fast", options.no_fail_fast, "Run all test programs, even if one fails");
  cargo.add_others_to(*command, options.build.generate);
  command->add_option("TESTNAME", options.name,
                      "Run only the tests whose names contain this; no documentation tests");
  command->footer("What follows `--` is for the test programs.");
}

void add_rust_project(CLI::App& app, RustProjectOptions& options, CargoOptions& cargo) {
  CLI::App* command = app.add_subcommand(
      "rust-project", "Write rust-project.json for rust-analyzer, with procedural macros and build scripts built");
  add_build_options(*command, options.build);
  command->add_option("--output", options.output, "Write the file here, too; `-` for standard output instead")
      ->type_name("FILE");
  switch_off(*command, "--no-build", options.builds, "Leave procedural macros and build scripts as they are");
  cargo.add_to(*command, options.build.generate);
}

void add_discover(CLI::App& app, std::string& argument) {
  CLI::App* command =
      app.add_subcommand("discover", "The command for rust-analyzer's setting workspace.discoverConfig");
  command->add_option("ARGUMENT", argument, "rust-analyzer's {arg}: a JSON object with `path` or `buildfile`")
      ->required();
}

const std::map<std::string, TimingsFormat> kTimingsFormats = {{"html", TimingsFormat::html},
                                                              {"json", TimingsFormat::json}};

void add_timings(CLI::App& app, TimingsOptions& options) {
  CLI::App* command = app.add_subcommand("timings", "Show where the time of the last build went, as a page");
  command->add_option("-C", options.build_directory, "Build directory, Ferrule's or CMake's; the same default")
      ->type_name("DIR");
  choice(*command, "--format", options.format, kTimingsFormats, "What to write; html is the default");
  command
      ->add_option("--output", options.output,
                   "Where to write; `-` for standard output. Default: ferrule-timings.html in the build directory, "
                   "standard output for JSON")
      ->type_name("FILE");
}

void add_explain(CLI::App& app, ExplainOptions& options) {
  CLI::App* command = app.add_subcommand(
      "explain", "Show a package's edges: what each waits for, why it ran last, how to run it by hand");
  command->add_option("-C", options.build_directory, "Build directory made by `ferrule generate`; the same default")
      ->type_name("DIR");
  command->add_option("PACKAGE", options.package, "A package, or the name of a crate")->required();
}

void add_clean(CLI::App& app, GenerateOptions& options) {
  CLI::App* command = app.add_subcommand("clean", "Remove a build directory");
  command->add_option("-C", options.build_directory, "Build directory; the same default")->type_name("DIR");
  command->add_option("--manifest-path", options.manifest_path, "Path to Cargo.toml")->type_name("PATH");
}

const std::map<std::string, MessageFormat> kMessageFormats = {{"human", MessageFormat::human},
                                                              {"json", MessageFormat::json}};

void add_check(CLI::App& app, CheckOptions& options, CargoOptions& cargo) {
  CLI::App* command = app.add_subcommand("check", "Find errors without building, like `cargo check`");
  command->alias("c");
  command
      ->add_option("-C", options.generate.build_directory, "Build directory; the same default as of `ferrule build`")
      ->type_name("DIR");
  choice(*command, "--message-format", options.format, kMessageFormats,
         "How to print diagnostics: human (the default) or json, in Cargo's format for other programs");
  command->add_option("-j,--jobs", options.jobs, "How many edges ninja runs at once")
      ->type_name("N")
      ->check(CLI::Range(1, 4096));
  command->add_flag("--keep-going", options.keep_going, "Keep going after the first error");
  command->add_flag("--clippy", options.clippy, "Check with clippy's lints, like `cargo clippy`");
  command
      ->add_option("lints", options.clippy_arguments, "With --clippy, after `--`: lint levels, such as `-D warnings`")
      ->needs("--clippy");
  cargo.add_to(*command, options.generate);
}

void add_verify(CLI::App& app, VerifyOptions& options) {
  CLI::App* command = app.add_subcommand("verify",
                                         "Compile each library of a build a second time, and report those that come "
                                         "out differently, with the macro behind it");
  command->add_option("-C", options.build_directory, "Build directory made by `ferrule generate`; it must be built")
      ->type_name("DIR");
  command->add_flag(
      "--fix", options.fix,
      "Add their packages to `no-pipelining` in the workspace's ferrule.toml, so that they are compiled only once");
  command->add_option("CRATE", options.packages, "Only check the libraries of these packages");
}

void add_cmake_crate(CLI::App& app, CMakeCrateOptions& options) {
  // Called by add_rust_crate(), not by people: left out of --help.
  CLI::App* command =
      app.add_subcommand("cmake-crate", "Write a CMake script with the edges of one crate")->group("");
  command->add_option("--target-name", options.target)->required();
  command->add_option("-C", options.build_directory)->required();
  command->add_option("--host-directory", options.host_directory)->required();
  command->add_option("--output", options.output)->required();
  command->add_option("--manifest-path", options.manifest_path)->required();
  command->add_option("--session", options.session);
  command->add_option("--crate", options.crate);
  command->add_option("--type", options.type);
  command->add_option("--bin", options.binary);
  choice(*command, "--pipelining", options.pipelining, kPipelining, "");
  repeatable(*command, "--no-pipelining", options.fused, "CRATE", "");
  repeatable(*command, "--env", options.variables, "NAME=VALUE", "");
  repeatable(*command, "--compiler", options.compilers, "NAME=VALUE", "");
  repeatable(*command, "--rustflag", options.rustflags, "FLAG", "");
  repeatable(*command, "--local-rustflag", options.local_rustflags, "FLAG", "");
  command->add_option("--variant", options.variant);
  command->add_flag("--closed-environment", options.closed_environment);
  command->add_flag("--tests", options.tests);
  command->add_flag("--host", options.for_host);
  command->add_option("cargo-arguments", options.cargo_arguments, "What Cargo gets, behind `--`");
}

void add_cmake_root(CLI::App& app, CMakeRootOptions& options) {
  CLI::App* command = app.add_subcommand("cmake-root", "The same for a crate without a manifest")->group("");
  command->add_option("--target-name", options.target)->required();
  command->add_option("-C", options.build_directory)->required();
  command->add_option("--host-directory", options.host_directory)->required();
  command->add_option("--output", options.output)->required();
  command->add_option("--root", options.root)->required();
  command->add_option("--edition", options.edition);
  command->add_option("--type", options.type);
  command->add_option("--target", options.triple);
  choice(*command, "--pipelining", options.pipelining, kPipelining, "");
  repeatable(*command, "--dep", options.dependencies, "FILE", "");
  repeatable(*command, "--feature", options.features, "NAME", "");
  repeatable(*command, "--other-feature", options.other_features, "NAME", "");
  repeatable(*command, "--env", options.variables, "NAME=VALUE", "");
  command->add_flag("--closed-environment", options.closed_environment);
  command->add_flag("--tests", options.tests);
  command->add_flag("--host", options.for_host);
  command->add_option("options", options.options, "What rustc gets, behind `--`");
}

/// The words of one call: `cmake-crate …` or `cmake-root …`.
Result<CMakeCall> parse_cmake_call(const std::vector<std::string>& words) {
  CLI::App app;
  CMakeRootOptions root;
  add_cmake_root(app, root);
  CMakeCrateOptions crate;
  add_cmake_crate(app, crate);
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::ParseError& error) {
    return Error{error.what()};
  }
  if (app.got_subcommand("cmake-root")) return CMakeCall(std::move(root));
  return CMakeCall(std::move(crate));
}

void add_cmake_calls(CLI::App& app, CMakeCallsOptions& options) {
  CLI::App* command = app.add_subcommand("cmake-calls", "Do what several calls of CMake's ask for")->group("");
  command->add_option("file", options.file)->required();
  options.parse = parse_cmake_call;
}

void add_cmake_workspace(CLI::App& app, CMakeWorkspaceOptions& options) {
  CLI::App* command = app.add_subcommand("cmake-workspace", "Tell CMake what there is")->group("");
  command->add_option("--host-directory", options.host_directory)->required();
  command->add_option("--output", options.output)->required();
  command->add_option("--manifest-path", options.manifest_path);
  command->add_option("--session", options.session);
}

void add_cmake_rust_project(CLI::App& app, CMakeRustProjectOptions& options) {
  CLI::App* command = app.add_subcommand("cmake-rust-project", "Write rust-project.json for a project")->group("");
  command->add_option("--lists", options.lists)->required();
  command->add_option("--host-directory", options.host_directory)->required();
  command->add_option("--output", options.output)->required();
}

void add_cmake_tests(CLI::App& app, CMakeTestsOptions& options) {
  CLI::App* command = app.add_subcommand("cmake-tests", "Write what CTest knows of a test executable")->group("");
  command->add_option("-C", options.build_directory)->required();
  command->add_option("--program", options.program)->required();
  command->add_option("--action", options.action)->required();
  command->add_option("--output", options.output)->required();
  command->add_option("--prefix", options.prefix);
  command->add_option("--suffix", options.suffix);
  command->add_option("--filter", options.filter);
  command->add_option("--working-directory", options.working_directory);
  command->add_option("--list-variable", options.list_variable);
  command->add_option("--timeout", options.timeout)->check(CLI::Range(0, 1000000));
  command->add_flag("--no-harness", options.no_harness);
  repeatable(*command, "--emulator", options.emulator, "WORD", "");
  repeatable(*command, "--env", options.variables, "NAME=VALUE", "");
  repeatable(*command, "--property", options.properties, "NAME|VALUE", "");
  repeatable(*command, "--argument", options.extra_arguments, "WORD", "");
}

void append(const std::vector<std::string>& more, std::vector<std::string>& to) {
  to.insert(to.end(), more.begin(), more.end());
}

/// What is for a program that a command runs, behind `--`: nothing else reads it.
std::vector<std::string> take_program_arguments(int& argc, const char* const* argv) {
  const std::set<std::string_view> commands = {"run", "r", "test", "t"};
  if (argc < 2 || !commands.contains(argv[1])) return {};
  const char* const* end = argv + argc;
  const char* const* dashes = std::find(argv, end, std::string_view("--"));
  argc = static_cast<int>(dashes - argv);
  return dashes == end ? std::vector<std::string>() : std::vector<std::string>(dashes + 1, end);
}

}  // namespace

ParsedCommandLine parse_command_line(int argc, const char* const* argv) {
  const std::vector<std::string> program_arguments = take_program_arguments(argc, argv);
  GenerateOptions options;
  CargoOptions cargo;
  CLI::App app("Turns the crates of a Cargo workspace into ninja edges", "ferrule");
  app.set_version_flag("--version", "ferrule " FERRULE_VERSION);
  app.require_subcommand(0, 1);
  app.get_formatter()->column_width(34);
  add_generate(app, options, cargo);
  BuildOptions build_options;
  CargoOptions build_cargo;
  add_build(app, build_options, build_cargo);
  RunOptions run_options;
  CargoOptions run_cargo;
  add_run(app, run_options, run_cargo);
  TestOptions test_options;
  CargoOptions test_cargo;
  add_test(app, test_options, test_cargo);
  RustProjectOptions project_options;
  CargoOptions project_cargo;
  add_rust_project(app, project_options, project_cargo);
  std::string to_discover;
  add_discover(app, to_discover);
  TimingsOptions timings_options;
  add_timings(app, timings_options);
  ExplainOptions explain_options;
  add_explain(app, explain_options);
  GenerateOptions to_clean;
  add_clean(app, to_clean);
  PlanCommandOptions plan;
  add_plan(app, plan);
  CheckOptions check_options;
  CargoOptions check_cargo;
  add_check(app, check_options, check_cargo);
  VerifyOptions verification;
  add_verify(app, verification);
  CMakeRootOptions root;
  add_cmake_root(app, root);
  CMakeCrateOptions crate;
  add_cmake_crate(app, crate);
  CMakeCallsOptions calls;
  add_cmake_calls(app, calls);
  CMakeWorkspaceOptions workspace;
  add_cmake_workspace(app, workspace);
  CMakeRustProjectOptions cmake_project;
  add_cmake_rust_project(app, cmake_project);
  CMakeTestsOptions tests;
  add_cmake_tests(app, tests);
  constexpr const char* kHelp = "help: `ferrule --help` lists the commands\n";
  std::vector<CLI::App*> known =
      app.get_subcommands([&](const CLI::App* one) { return argc > 1 && one->check_name(argv[1]); });
  if (argc > 1 && argv[1][0] != '-' && known.empty())
    return {{},
            "error: there is no command `" + std::string(argv[1]) + "`\n" +
                explain_cargo_command(argv[1]).value_or(kHelp),
            2};
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& outcome) {
    std::ostringstream out, errors;
    int status = app.exit(outcome, out, errors);
    if (status == 0) return {{}, out.str(), 0};
    if (app.got_subcommand("generate"))
      if (auto explanation = explain_cargo_option(app.remaining(/*recurse=*/true))) return {{}, *explanation, 2};
    return {{}, "error: " + std::string(outcome.what()) + "\n" + kHelp, 2};
  }
  if (app.get_subcommands().empty()) return {{}, std::string("error: a command is missing\n") + kHelp, 2};
  if (app.got_subcommand("build")) {
    build_cargo.move_to(build_options.generate);
    return {[build_options](const CommandContext& context) { return build(context, build_options); }, {}, 0};
  }
  if (app.got_subcommand("run")) {
    run_cargo.move_to(run_options.build.generate);
    append(program_arguments, run_options.arguments);
    return {[run_options](const CommandContext& context) { return run(context, run_options); }, {}, 0};
  }
  if (app.got_subcommand("test")) {
    test_cargo.move_to(test_options.build.generate);
    append(program_arguments, test_options.arguments);
    return {[test_options](const CommandContext& context) { return test(context, test_options); }, {}, 0};
  }
  if (app.got_subcommand("rust-project")) {
    project_cargo.move_to(project_options.build.generate);
    return {[project_options](const CommandContext& context) {
              return write_rust_project_command(context, project_options);
            },
            {},
            0};
  }
  if (app.got_subcommand("discover"))
    return {[to_discover](const CommandContext& context) { return discover(context, to_discover); }, {}, 0};
  if (app.got_subcommand("timings"))
    return {
        [timings_options](const CommandContext& context) { return show_timings(context, timings_options); }, {}, 0};
  if (app.got_subcommand("explain"))
    return {[explain_options](const CommandContext& context) { return explain(context, explain_options); }, {}, 0};
  if (app.got_subcommand("clean"))
    return {[to_clean](const CommandContext& context) { return clean(context, to_clean); }, {}, 0};
  if (app.got_subcommand("plan"))
    return {[plan](const CommandContext& context) { return show_plan(context, plan); }, {}, 0};
  if (app.got_subcommand("check")) {
    check_cargo.move_to(check_options.generate);
    return {[check_options](const CommandContext& context) { return check(context, check_options); }, {}, 0};
  }
  if (app.got_subcommand("verify"))
    return {[verification](const CommandContext& context) { return verify(context, verification); }, {}, 0};
  if (app.got_subcommand("cmake-crate"))
    return {[crate](const CommandContext& context) {
              CMakeCrateWriter writer(context, crate);
              Status prepared = writer.prepare();
              return prepared ? writer.write() : prepared;
            },
            {},
            0};
  if (app.got_subcommand("cmake-calls"))
    return {[calls](const CommandContext& context) { return write_cmake_calls(context, calls); }, {}, 0};
  if (app.got_subcommand("cmake-workspace"))
    return {[workspace](const CommandContext& context) { return write_cmake_workspace(context, workspace); }, {}, 0};
  if (app.got_subcommand("cmake-rust-project"))
    return {
        [cmake_project](const CommandContext& context) { return write_cmake_rust_project(context, cmake_project); },
        {},
        0};
  if (app.got_subcommand("cmake-root"))
    return {[root](const CommandContext& context) { return write_cmake_root(context, root); }, {}, 0};
  if (app.got_subcommand("cmake-tests"))
    return {[tests](const CommandContext& context) { return write_cmake_tests(context, tests); }, {}, 0};
  cargo.move_to(options);
  return {[options](const CommandContext& context) { return generate(context, options); }, {}, 0};
}

}  // namespace ferrule
