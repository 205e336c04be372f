// What a recording has come to besides its logs, as its file `outcome` keeps it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "record/program_runners.h"
#include "system/disk.h"

namespace ferrule {

struct RecordingOutcome {
  /// Why the tests could not be recorded, in Cargo's words; empty if they were or were not wanted.
  std::string tests_failure;
  /// Likewise for documentation.
  std::string documentation_failure;
  /// Where Cargo's target directory stood while it was recorded, which the logs are full of.
  std::string scratch;
  /// CargoRun::profile of the build and of its tests; empty where it isn't known.
  std::string profile;
  std::string tests_profile;
  /// PackageTargets::untested of the workspace's packages; not of a session's.
  std::vector<std::string> untested;
  /// What programs are started with, by the triples that they are compiled for.
  ProgramRunners runners;
};

inline constexpr std::string_view kOutcomeFile = "outcome";

std::string write_outcome(const RecordingOutcome& outcome);
Result<RecordingOutcome> parse_outcome(std::string_view text, const std::string& path);

/// That of the default recording in a build directory.
Result<RecordingOutcome> read_outcome(const Disk& disk, const std::string& build_directory);

}  // namespace ferrule
