// The options that Ferrule's commands have in common with Cargo's.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "command/options/generate_options.h"

namespace ferrule {

/// They pass through to Cargo verbatim; this only knows which take a value. It lives as long as the command does.
class CargoOptions {
 public:
  /// All of them.
  void add_to(CLI::App& command, GenerateOptions& options);
  /// Those that choose among the targets of packages, and the others.
  void add_targets_to(CLI::App& command);
  void add_others_to(CLI::App& command, GenerateOptions& options);
  /// The others as `cargo bench` has them, without --release, and as `cargo nextest` has them, whose own --profile
  /// isn't Cargo's.
  void add_bench_options_to(CLI::App& command, GenerateOptions& options);
  void add_nextest_options_to(CLI::App& command, GenerateOptions& options);
  /// Those of `cargo doc`.
  void add_documented_to(CLI::App& command, GenerateOptions& options);

  /// Adds what was given to the arguments for Cargo.
  void move_to(GenerateOptions& options) const;

 private:
  struct Flag {
    std::string name;
    bool is_set = false;
  };
  struct Value {
    std::string name;
    std::vector<std::string> texts;
  };

  void flag(CLI::App& command, const std::string& names, const std::string& help);
  void value(CLI::App& command, const std::string& names, const std::string& type, const std::string& help);
  /// `name` is Cargo's for it.
  void value_called(CLI::App& command, const std::string& names, const std::string& name, const std::string& type,
                    const std::string& help);
  void add_settings_to(CLI::App& command, GenerateOptions& options);

  std::vector<std::unique_ptr<Flag>> flags_;
  std::vector<std::unique_ptr<Value>> values_;
};

}  // namespace ferrule
