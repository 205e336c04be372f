#include "record/toolchain/printed_cfgs.h"

#include "base/strings.h"

namespace ferrule {

Result<Cfgs> print_cfgs(Processes& processes, const CfgQuestion& question) {
  ProcessRequest process{{question.rustc, "--print", "cfg"}, question.directory, question.environment};
  if (!question.target.empty()) process.arguments.insert(process.arguments.end(), {"--target", question.target});
  Result<ProcessResult> result = processes.run(process);
  if (!result) return result.error();
  if (result->status != 0)
    return Error{"rustc can't say what holds for the target: " + std::string(trim(result->errors)), question.target};
  Cfgs cfgs;
  for (std::string_view line : split(result->output, '\n'))
    if (!trim(line).empty()) cfgs.emplace(trim(line));
  return cfgs;
}

}  // namespace ferrule
