#include "record/cargo/runners.h"

#include <fmt/format.h>

#include <cctype>

namespace ferrule {

std::string runner_variable(std::string_view triple) {
  std::string name = "CARGO_TARGET_";
  for (char letter : triple)
    name +=
        letter == '-' || letter == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  return name + "_RUNNER";
}

Result<std::vector<std::string>> find_runner(const std::vector<ConfiguredRunner>& runners, const std::string& triple,
                                             const std::function<Result<Cfgs>()>& print_cfg) {
  for (const ConfiguredRunner& runner : runners)
    if (runner.key == triple || runner.key == runner_variable(triple)) return runner.words;
  const ConfiguredRunner* fitting = nullptr;
  Cfgs cfgs;
  for (const ConfiguredRunner& runner : runners) {
    if (!runner.key.starts_with("cfg(")) continue;
    if (cfgs.empty()) {
      Result<Cfgs> printed = print_cfg();
      if (!printed) return printed.error();
      cfgs = std::move(*printed);
    }
    if (!cfg_holds(runner.key, cfgs).value_or(false)) continue;
    if (fitting != nullptr)
      return Error{fmt::format("several runners fit `{}`: target.'{}'.runner and target.'{}'.runner", triple,
                               fitting->key, runner.key),
                   {},
                   "leave one of them in the Cargo configuration"};
    fitting = &runner;
  }
  return fitting == nullptr ? std::vector<std::string>() : fitting->words;
}

}  // namespace ferrule
