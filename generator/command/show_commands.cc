#include "command/show_commands.h"

#include "command/build/explain.h"
#include "command/build/ide.h"
#include "command/build/timings.h"
#include "command/build_commands.h"
#include "command/cargo_options.h"
#include "command/freshness/freshness.h"
#include "command/ide/editor.h"

namespace ferrule {

namespace {

const std::map<std::string, TimingsFormat> kTimingsFormats = {{"html", TimingsFormat::html},
                                                              {"json", TimingsFormat::json}};

void add_timings(CommandTable& table) {
  auto options = std::make_shared<TimingsOptions>();
  CLI::App& command = table.add<TimingsOptions>(
      "timings", "Show where the time of the last build went, as a page", options,
      [](const CommandContext& context, TimingsOptions& given) { return show_timings(context, given); });
  build_directory_option(command, options->build_directory,
                         "Build directory, Ferrule's or CMake's; the same default");
  choice(command, "--format", options->format, kTimingsFormats, "What to write; html is the default");
  command
      .add_option("--output", options->output,
                  "Where to write; `-` for standard output. Default: ferrule-timings.html in the build directory, "
                  "standard output for JSON")
      ->type_name("FILE");
}

void add_explain(CommandTable& table) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App& command = table.add<ExplainOptions>(
      "explain", "Show a package's edges: what each waits for, why it ran last, how to run it by hand", options,
      [](const CommandContext& context, ExplainOptions& given) { return explain(context, given); });
  build_directory_option(command, options->build_directory,
                         "Build directory made by `ferrule generate`; the same default");
  command.add_option("PACKAGE", options->package, "A package, or the name of a crate")->required();
}

void add_rust_project(CommandTable& table) {
  auto options = std::make_shared<RustProjectOptions>();
  auto cargo = std::make_shared<CargoOptions>();
  CLI::App& command = table.add<RustProjectOptions>(
      "rust-project", "Write rust-project.json for rust-analyzer, with procedural macros and build scripts built",
      options, [cargo](const CommandContext& context, RustProjectOptions& given) {
        cargo->move_to(given.build.generate);
        return write_rust_project_command(context, given);
      });
  add_build_options(command, options->build);
  command.add_option("--output", options->output, "Write the file here, too; `-` for standard output instead")
      ->type_name("FILE");
  switch_off(command, "--no-build", options->builds, "Leave procedural macros and build scripts as they are");
  cargo->add_to(command, options->build.generate);
}

const std::map<std::string, Editor> kEditors = {
    {"vscode", Editor::vscode}, {"helix", Editor::helix}, {"neovim", Editor::neovim}};

void add_ide(CommandTable& table) {
  auto options = std::make_shared<EditorOptions>();
  auto cargo = std::make_shared<CargoOptions>();
  CLI::App& command = table.add<EditorOptions>(
      "ide", "Write an editor's settings for rust-analyzer, and in a Cargo workspace rust-project.json", options,
      [cargo](const CommandContext& context, EditorOptions& given) {
        cargo->move_to(given.build.generate);
        return set_up_editor(context, given);
      });
  choice(command, "EDITOR", options->editor, kEditors,
         "vscode (.vscode/settings.json), helix (.helix/languages.toml), or neovim, whose settings are printed");
  command.get_option("EDITOR")->required();
  add_build_options(command, options->build);
  command.add_flag("--print", options->prints, "Print the settings, and write none");
  cargo->add_to(command, options->build.generate);
}

void add_discover(CommandTable& table) {
  auto options = std::make_shared<std::string>();
  CLI::App& command = table.add<std::string>(
      "discover", "The command for rust-analyzer's setting workspace.discoverConfig", options,
      [](const CommandContext& context, std::string& given) { return discover(context, given); });
  command.add_option("ARGUMENT", *options, "rust-analyzer's {arg}: a JSON object with `path` or `buildfile`")
      ->required();
}

const std::map<std::string, FreshnessAction> kFreshnessActions = {{"save", FreshnessAction::save},
                                                                  {"restore", FreshnessAction::restore}};

void add_freshness(CommandTable& table) {
  auto options = std::make_shared<FreshnessOptions>();
  CLI::App& command = table.add<FreshnessOptions>(
      "freshness",
      "Keep a build directory while sources are checked out anew: `save` what it has read, `restore` the times of "
      "what "
      "is the same",
      options, [](const CommandContext& context, FreshnessOptions& given) { return freshness(context, given); });
  build_directory_option(command, options->build_directory,
                         "Build directory, Ferrule's or CMake's; the same default");
  choice(command, "ACTION", options->action, kFreshnessActions, "save, after a build, or restore, before one");
  command.get_option("ACTION")->required();
}

}  // namespace

void add_show_commands(CommandTable& table) {
  add_timings(table);
  add_explain(table);
  add_rust_project(table);
  add_ide(table);
  add_discover(table);
  add_freshness(table);
}

}  // namespace ferrule
