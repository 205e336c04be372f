#include "command/cargo_options.h"

namespace ferrule {

namespace {

constexpr const char* kCargoGroup = "Cargo's options, as for `cargo build`";

/// Of "-p,--package" the last one, which every Cargo knows.
std::string cargo_name(const std::string& names) {
  if (names == "--workspace,--all") return "--workspace";
  return names.substr(names.rfind(',') == std::string::npos ? 0 : names.rfind(',') + 1);
}

}  // namespace

void CargoOptions::add_to(CLI::App& command, GenerateOptions& options) {
  add_targets_to(command);
  add_others_to(command, options);
}

void CargoOptions::add_targets_to(CLI::App& command) {
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

void CargoOptions::add_documented_to(CLI::App& command, GenerateOptions& options) {
  flag(command, "--lib", "Document only the packages' libraries");
  flag(command, "--bins", "Document all binaries");
  flag(command, "--examples", "Document all examples");
  value(command, "--bin", "NAME", "Document only this binary");
  value(command, "--example", "NAME", "Document only this example");
  add_others_to(command, options);
}

void CargoOptions::add_others_to(CLI::App& command, GenerateOptions& options) {
  flag(command, "-r,--release", "Build with the release profile");
  add_bench_options_to(command, options);
}

void CargoOptions::add_bench_options_to(CLI::App& command, GenerateOptions& options) {
  value(command, "--profile", "NAME", "Build with this profile");
  add_settings_to(command, options);
}

void CargoOptions::add_nextest_options_to(CLI::App& command, GenerateOptions& options) {
  flag(command, "-r,--release", "Build with the release profile");
  value_called(command, "--cargo-profile", "--profile", "NAME", "Build with this profile");
  add_settings_to(command, options);
}

void CargoOptions::add_settings_to(CLI::App& command, GenerateOptions& options) {
  flag(command, "--workspace,--all", "Build all packages of the workspace");
  flag(command, "--all-features", "Activate all features of the chosen packages");
  flag(command, "--no-default-features", "Leave out the `default` feature");
  flag(command, "--locked", "Fail if Cargo.lock would change");
  flag(command, "--offline", "Don't use the network");
  flag(command, "--frozen", "The same as --locked and --offline");
  flag(command, "--ignore-rust-version", "Ignore the `rust-version` of packages");
  value(command, "-p,--package", "SPEC", "Build only this package");
  value(command, "--exclude", "SPEC", "With --workspace: all packages but this one");
  value(command, "-F,--features", "FEATURES", "Features to activate, separated by spaces or commas");
  value(command, "--target", "TRIPLE", "Build for this target");
  value(command, "-Z", "FLAG", "Unstable flags of a nightly Cargo");
  value(command, "--config", "KEY=VALUE|PATH", "Override a value of the Cargo configuration");
  command.add_option("--manifest-path", options.manifest_path, "Path to Cargo.toml")
      ->type_name("PATH")
      ->group(kCargoGroup);
}

void CargoOptions::move_to(GenerateOptions& options) const {
  for (const auto& given : flags_)
    if (given->is_set) options.cargo_arguments.push_back(given->name);
  for (const auto& given : values_)
    for (const std::string& text : given->texts) {
      options.cargo_arguments.push_back(given->name);
      options.cargo_arguments.push_back(text);
      if (given->name == "--config") options.config_overrides.push_back(text);
    }
}

void CargoOptions::flag(CLI::App& command, const std::string& names, const std::string& help) {
  flags_.push_back(std::make_unique<Flag>(Flag{cargo_name(names)}));
  command.add_flag(names, flags_.back()->is_set, help)->group(kCargoGroup);
}

void CargoOptions::value(CLI::App& command, const std::string& names, const std::string& type,
                         const std::string& help) {
  value_called(command, names, cargo_name(names), type, help);
}

void CargoOptions::value_called(CLI::App& command, const std::string& names, const std::string& name,
                                const std::string& type, const std::string& help) {
  values_.push_back(std::make_unique<Value>(Value{name, {}}));
  command.add_option(names, values_.back()->texts, help)
      ->type_name(type)
      ->type_size(1)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false)
      ->group(kCargoGroup);
}

}  // namespace ferrule
