#include "record/program_runners.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/strings.h"
#include "record/cargo/runners.h"
#include "record/toolchain/printed_cfgs.h"

namespace ferrule {

namespace {

/// As keys of the configuration name it.
std::string triple_of(std::string_view target, const std::string& host) {
  if (target.empty() || target == "host-tuple") return host;
  if (target.ends_with(".json")) {
    target = file_name(target);
    target.remove_suffix(5);
  }
  return std::string(target);
}

std::vector<std::string> targets_of(const ProgramRunnersRequest& request) {
  std::vector<std::string> targets = request.config.targets;
  targets.push_back(request.toolchain.host());
  const std::vector<std::string>& words = request.cargo_arguments;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view value = words[i];
    if (consume_prefix(value, "--target=")) targets.emplace_back(value);
    else if (value == "--target" && i + 1 < words.size()) targets.push_back(words[i + 1]);
  }
  return targets;
}

/// While tests are recorded a variable goes before every file, but not before the command line.
Status check_overrides(const ProgramRunnersRequest& request) {
  if (!request.records_tests) return {};
  for (const ConfiguredRunner& runner : request.config.runners)
    if (runner.is_override && !runner.key.starts_with("cfg("))
      return Error{fmt::format("`--config target.{}.runner` is not supported", runner.key),
                   {},
                   "put the runner into a configuration file, or set " + runner_variable(runner.key)};
  return {};
}

bool is_program(const Unit& unit) {
  return unit.kind == UnitKind::compile && unit.target_kind != TargetKind::build_script &&
         (unit.is_test || unit.has_crate_type("bin"));
}

bool is_word(const UnitArgument& argument, std::string_view word) {
  const auto* text = std::get_if<std::string>(&argument);
  return text != nullptr && *text == word;
}

/// rustdoc got the neutral one.
void place_in_doc_test(const std::vector<std::string>& runner, std::vector<UnitArgument>& command) {
  for (auto at = command.begin(); at != command.end() && at + 1 != command.end(); ++at) {
    if (!is_word(*at, "--test-runtool") || !is_word(*(at + 1), kNeutralRunner)) continue;
    *(at + 1) = runner.front();
    std::vector<UnitArgument> more;
    for (std::size_t i = 1; i < runner.size(); ++i) {
      more.emplace_back(std::string("--test-runtool-arg"));
      more.emplace_back(runner[i]);
    }
    command.insert(at + 2, more.begin(), more.end());
    return;
  }
}

}  // namespace

Result<ProgramRunners> find_program_runners(Processes& processes, const ProgramRunnersRequest& request) {
  ProgramRunners runners;
  if (request.config.runners.empty()) return runners;
  if (Status supported = check_overrides(request); !supported) return supported.error();
  const std::string host = request.toolchain.host();
  for (const std::string& target : targets_of(request)) {
    const std::string triple = triple_of(target, host);
    auto print_cfg = [&] {
      return print_cfgs(
          processes, {request.toolchain.rustc, triple == host ? "" : target, request.directory, request.environment});
    };
    Result<std::vector<std::string>> runner = find_runner(request.config.runners, triple, print_cfg);
    if (!runner) return runner.error();
    if (!runner->empty()) runners[triple] = std::move(*runner);
  }
  return runners;
}

void place_runners(const ProgramRunners& runners, const std::string& host, CrateGraph& graph) {
  if (runners.empty()) return;
  for (Unit& unit : graph.units) {
    auto found = runners.find(triple_of(unit.triple, host));
    if (found == runners.end()) continue;
    if (is_program(unit)) unit.runner = found->second;
    if (unit.kind == UnitKind::doc_test) place_in_doc_test(found->second, unit.command);
  }
}

}  // namespace ferrule
