// The outputs of build scripts that an edge uses, each read once.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "formats/script_output.h"

namespace ferrule {

class ScriptOutputs {
 public:
  ScriptOutputs() = default;
  /// `build_directory`, absolute, is where outputs say `\B`.
  explicit ScriptOutputs(std::string build_directory) : build_directory_(std::move(build_directory)) {}

  /// The output at `path`; an error where the run has left none. The pointer stays good as long as this object.
  Result<const ScriptOutput*> get(const std::string& path);

 private:
  std::string build_directory_;
  std::map<std::string, ScriptOutput> outputs_;
};

}  // namespace ferrule
