#include "command/generate_commands.h"

#include "command/cargo_options.h"
#include "command/generate/generate.h"
#include "command/generate/plan.h"

namespace ferrule {

namespace {

const std::map<std::string, DepfileMode> kDepfiles = {{"gcc", DepfileMode::gcc}, {"depfile", DepfileMode::depfile}};

void add_documentation_options(CLI::App& command, GenerateOptions& options) {
  command.add_flag("--docs", options.documentation.is_wanted,
                   "Add the target `doc`: the documentation, as `cargo doc` builds it");
  command.add_flag("--no-deps", options.documentation.no_deps, "With --docs: leave out the dependencies")
      ->needs("--docs");
  command
      .add_flag("--document-private-items", options.documentation.private_items,
                "With --docs: document private items")
      ->needs("--docs");
}

void add_generate(CommandTable& table) {
  auto options = std::make_shared<GenerateOptions>();
  auto cargo = std::make_shared<CargoOptions>();
  CLI::App& command = table.add<GenerateOptions>("generate", "Write build.ninja for a Cargo workspace", options,
                                                 [cargo](const CommandContext& context, GenerateOptions& given) {
                                                   cargo->move_to(given);
                                                   return generate(context, given);
                                                 });
  build_directory_option(
      command, options->build_directory,
      "Build directory. Default: target/ferrule in the workspace; if run inside a build directory, that "
      "directory. Its saved options apply unless overridden");
  choice(command, "--pipelining", options->plan.pipelining, kPipelining,
         "Which libraries get a separate metadata edge: auto (those that make a build shorter on this machine; the "
         "default), hollow (all of them) or off (none, and no unstable option is used)");
  command
      .add_option(
          "-j,--jobs", options->plan.jobs,
          "How many threads all rustc processes of a build may use together when ninja is called without -j, and "
          "how many cores auto plans for. Default: this machine's cores")
      ->type_name("N")
      ->check(a_number_of_cores());
  command.add_flag(
      "--replan", options->plan.replan,
      "With auto: choose again, using the times of the builds so far. What is split differently is rebuilt");
  command.add_flag_callback(
      "--split-links", [options] { options->plan.split_links = true; },
      "Compile executables and procedural macros before the libraries that they link are ready, and link them in "
      "separate edges. auto does this where it makes a build shorter");
  command.add_flag_callback(
      "--no-split-links", [options] { options->plan.split_links = false; }, "Never link in separate edges");
  repeatable(command, "--no-pipelining", options->plan.fused, "CRATE",
             "Compile this package's library only once: for a library that doesn't compile to the same SVH twice");
  repeatable(
      command, "--env", options->variables, "NAME[=VALUE]",
      "Keep this environment variable for the edges of all later builds. By default, the variables that compilers "
      "and build scripts commonly read are kept");
  command.add_flag("--closed-environment", options->closed_environment,
                   "Hide from edges every variable of ninja's environment that isn't kept");
  switch_off(command, "--no-tests", options->with_tests, "Leave out the targets `tests` and `test`");
  command.add_flag("--cargo-bench", options->benches,
                   "Build what `cargo bench` builds, in place of `cargo build`: the target `bench` runs it");
  add_documentation_options(command, *options);
  switch_off(command, "--no-watch", options->watch,
             "Make ninja notice changed files only, not changed environment variables or new files");
  switch_off(command, "--no-jobserver", options->jobserver,
             "Don't limit threads: each rustc may start as many as it likes");
  memory_option(
      command, options->memory,
      "How much memory the edges of a build may take together, by what each took when it ran last: 8G, 8000M, "
      "50% or bytes. Default: what is there");
  choice(command, "--deps", options->depfiles, kDepfiles,
         "Where ninja stores dependencies: gcc (in its own log; the default) or depfile (in files)");
  command.add_flag_callback(
      "--siso", [options] { options->siso = true; },
      "Write the configuration that Siso wants, and compile libraries so that other machines can do it: with the "
      "same "
      "bytes in every checkout. Implies --deps depfile");
  command.add_flag_callback(
      "--no-siso", [options] { options->siso = false; }, "Compile as Cargo does again, after --siso");
  command.add_flag("-q,--quiet", options->quiet, "Don't print the summary");
  command.add_flag("--again", options->again, "Regenerate with the saved options (ninja uses this)");
  cargo->add_to(command, *options);
}

void add_plan(CommandTable& table) {
  auto options = std::make_shared<PlanCommandOptions>();
  CLI::App& command = table.add<PlanCommandOptions>(
      "plan", "Show how long a build would take in each pipelining mode, and what auto splits", options,
      [](const CommandContext& context, PlanCommandOptions& given) { return show_plan(context, given); });
  build_directory_option(command, options->build_directory,
                         "Build directory made by `ferrule generate`; the same default");
  command
      .add_option("-j,--jobs", options->jobs,
                  "How many cores to plan for. Default: those of the directory's plan, or this machine's")
      ->type_name("N")
      ->check(a_number_of_cores());
}

}  // namespace

void add_generate_commands(CommandTable& table) {
  add_generate(table);
  add_plan(table);
}

}  // namespace ferrule
