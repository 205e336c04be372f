// What a build script's run has read, kept from run to run. Cargo builds a package again whenever its script has run
// again: the script may have run because of a file that a macro, the linker or another script reads too. Only where
// everything is what it was at the last run can nobody tell.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "launcher/edge/edge.h"

namespace ferrule {

/// The digest of an input that isn't there.
inline constexpr std::string_view kAbsentInput = "absent";

struct ScriptRecord {
  /// A digest of what is no file of the user's: program, action, variables, the runs that it got metadata from.
  std::string run;
  /// Digests of what the inputs hold, by path; empty for one that is too large to be read, or no file.
  std::map<std::string, std::string> inputs;

  /// Whether both runs have read the same, as far as can be known.
  bool is_proven_same(const ScriptRecord& other) const;
  bool operator==(const ScriptRecord&) const = default;
};

/// Of the run that has just ended. `inputs` are files and directories, absolute or relative to the package's root.
ScriptRecord record_of(const Edge& edge, const std::vector<std::string>& inputs,
                       const std::vector<std::string>& variables);

std::string write_script_record(const ScriptRecord& record);

/// The inverse; an empty one of what can't be read.
ScriptRecord parse_script_record(std::string_view text, std::string_view origin);

}  // namespace ferrule
