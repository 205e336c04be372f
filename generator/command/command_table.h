// The commands of `ferrule`, each with the options that its command line fills.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "formats/job_settings.h"
#include "plan/edges/plan_options.h"
#include "system/context.h"

namespace ferrule {

class CommandTable {
 public:
  using Run = std::function<Status(const CommandContext&)>;

  /// `program_arguments` is what stands behind `--` for a program that the command runs.
  CommandTable(CLI::App& app, std::vector<std::string> program_arguments)
      : app_(app), program_arguments_(std::move(program_arguments)) {}

  /// A command with its `options`, which `run` gets when all of them are known.
  template <typename Options>
  CLI::App& add(const std::string& name, const std::string& help, std::shared_ptr<Options> options,
                std::function<Status(const CommandContext&, Options&)> run) {
    CLI::App* command = app_.add_subcommand(name, help);
    rows_.push_back({command, [options, run](const CommandContext& context) { return run(context, *options); }});
    return *command;
  }

  const std::vector<std::string>& program_arguments() const { return program_arguments_; }

  /// What the chosen command does; empty if none is.
  Run chosen() const;

 private:
  struct Row {
    CLI::App* command;
    Run run;
  };
  CLI::App& app_;
  std::vector<std::string> program_arguments_;
  std::vector<Row> rows_;
};

// --- Kinds of options -------------------------------------------------------------

/// One that may be given several times, with one value each time.
void repeatable(CLI::App& command, const std::string& names, std::vector<std::string>& values,
                const std::string& type, const std::string& help);

/// A flag that makes a value false.
void switch_off(CLI::App& command, const std::string& name, bool& value, const std::string& help);

/// -C.
void build_directory_option(CLI::App& command, std::string& value, const std::string& help);

/// The words of --pipelining.
extern const std::map<std::string, Pipelining> kPipelining;

/// --memory.
void memory_option(CLI::App& command, MemoryLimit& limit, const std::string& help);

/// A number of cores or of jobs; --help needn't name the limits.
CLI::Validator a_number_of_cores();

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

}  // namespace ferrule
