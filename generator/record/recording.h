// A recording: what Cargo would do for a workspace, kept in the build directory until something that it depends on
// changes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "record/cargo/cargo_config.h"
#include "record/program_runners.h"
#include "record/record_request.h"
#include "record/recording_inputs.h"
#include "record/toolchain/toolchain.h"
#include "record/units/crate_graph_builder.h"
#include "system/disk.h"
#include "system/processes.h"

namespace ferrule {

struct Recording {
  BuiltGraph built;
  Toolchain toolchain;
  CargoConfig config;
  RecordingInputs inputs;
  /// Why the tests could not be recorded, in Cargo's words; empty if they were or were not wanted.
  std::string tests_failure;
  /// Likewise for documentation.
  std::string documentation_failure = {};
  /// PackageTargets::untested of the workspace's packages; not of a session's.
  std::vector<std::string> untested = {};
  /// What programs are started with, by the triples that they are compiled for.
  ProgramRunners runners = {};
  /// Whether Cargo was asked, or what it said before still holds.
  bool is_new = false;
};

/// The default recording's list of inputs, relative to the build directory.
inline constexpr std::string_view kRecordingInputsFile = "ferrule/recording/inputs";

/// Beside the inputs, where `ferrule generate` has put it: touched before a recording is replaced, for what was made
/// from the one before is out of date then, whoever asked for a new one.
inline constexpr std::string_view kWatchStampFile = "ferrule/recording/watched";

/// CargoRun::profile of the default recording that is there, of its build or of its tests; empty where it isn't
/// known.
std::string recorded_profile(const Disk& disk, const std::string& build_directory, bool of_tests);

/// Recording::documentation_failure of the default recording in a build directory.
std::string recorded_documentation_failure(const Disk& disk, const std::string& build_directory);

/// Whether the recording that is there still holds.
bool is_recorded(Disk& disk, Processes& processes, const RecordRequest& request);

Result<Recording> record(Disk& disk, Processes& processes, const RecordRequest& request);

}  // namespace ferrule
