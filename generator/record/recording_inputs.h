// All that a recording depends on. As long as none of it has changed, Cargo
// need not be asked again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "action/action.h"
#include "base/result.h"
#include "system/disk.h"

namespace ferrule {

struct RecordingInputs {
  std::string directory;                       // where Cargo ran
  std::vector<std::string> arguments;          // what it was asked for
  std::vector<EnvironmentVariable> variables;  // those set that Cargo reads
  std::vector<std::string> files;              // manifests, lock file, configuration…
  std::vector<std::string> programs;           // rustc, cargo
  std::vector<std::string> absent;             // files that would count if they were there
  std::vector<std::string> listings;           // directories where Cargo discovers targets and members
  std::vector<std::string> results;            // what it said: a recording that broke off is not current
};

/// The inputs with digests of what they hold now, as a field file. The
/// launcher's `watch` mode reads the `env`, `absent` and `listing` lines of it
/// before each build; ninja itself sees to the files.
std::string write_inputs(const Disk& disk, const RecordingInputs& inputs);

/// Which inputs a file of write_inputs() lists.
Result<RecordingInputs> parse_inputs(std::string_view text, std::string_view origin);

}  // namespace ferrule
