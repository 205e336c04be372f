#include "record/cargo_requests.h"

#include "record/cargo/runners.h"
#include "record/toolchain/environment.h"

namespace ferrule {

namespace {

std::function<void(std::string_view)> show_progress_only(const RecordRequest& request) {
  return [&request](std::string_view line) {
    for (std::string_view verb : {"Downloading", "Downloaded", "Updating", "Locking", "Blocking"})
      if (line.find(verb) != std::string_view::npos) request.show(line);
  };
}

CargoRunRequest request_for(const CargoRequestSource& source, const std::string& subcommand) {
  const RecordRequest& request = source.request;
  CargoRunRequest run;
  run.cargo = source.toolchain.cargo;
  run.subcommand = subcommand;
  run.arguments = request.cargo_arguments;
  run.directory = request.directory;
  run.environment = request.environment;
  run.launcher = request.launcher;
  // Tests are only noted: a runner may be for programs of another machine.
  if (runs_programs(subcommand))
    for (const auto& [triple, runner] : source.outcome.runners)
      set_variable(run.environment, runner_variable(triple), kNeutralRunner);
  run.rustdoc = source.rustdoc;
  run.scratch = source.outcome.scratch;
  run.build_directory = request.build_directory;
  run.copies_artifacts = source.config.copies_artifacts;
  return run;
}

/// Without what chooses targets that have no documentation, and that `cargo doc` doesn't know.
std::vector<std::string> arguments_for_documentation(const std::vector<std::string>& given) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (given[i] == "--tests" || given[i] == "--benches" || given[i] == "--all-targets") continue;
    if (given[i] == "--test" || given[i] == "--bench") ++i;
    else words.push_back(given[i]);
  }
  return words;
}

}  // namespace

bool runs_programs(std::string_view subcommand) { return subcommand == "test" || subcommand == "bench"; }

std::vector<std::string> documentation_flags(const Documentation& documentation) {
  std::vector<std::string> flags;
  if (documentation.no_deps) flags.emplace_back("--no-deps");
  if (documentation.private_items) flags.emplace_back("--document-private-items");
  return flags;
}

CargoRunRequest request_for_build(const CargoRequestSource& source) {
  CargoRunRequest run = request_for(source, source.request.subcommand);
  run.show = source.request.show;
  return run;
}

CargoRunRequest request_for_tests(const CargoRequestSource& source) {
  CargoRunRequest run = request_for(source, "test");
  run.show = show_progress_only(source.request);
  return run;
}

CargoRunRequest request_for_documentation(const CargoRequestSource& source) {
  CargoRunRequest run = request_for(source, "doc");
  run.arguments = arguments_for_documentation(source.request.cargo_arguments);
  for (std::string& flag : documentation_flags(source.request.documentation))
    run.arguments.push_back(std::move(flag));
  run.arguments.emplace_back("--verbose");  // names all pages at the end
  run.show = show_progress_only(source.request);
  return run;
}

}  // namespace ferrule
