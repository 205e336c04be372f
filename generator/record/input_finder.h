// Finds what a recording depends on: the files, directories and programs that Cargo read, or looked for in vain.
#pragma once

#include <string>

#include "record/cargo_config.h"
#include "record/package_targets.h"
#include "record/recording.h"
#include "record/recording_inputs.h"
#include "record/toolchain.h"
#include "system/disk.h"

namespace ferrule {

struct InputRequest {
  const RecordRequest& record;
  const CargoConfig& config;
  const Toolchain& toolchain;
  const WorkspacePackages& workspace;
  /// What Cargo's runs have left (cargo_run.h).
  const std::string& log;
};

/// Files, listings, programs, and what must stay absent; the other fields are
/// the caller's.
RecordingInputs find_inputs(const Disk& disk, const InputRequest& request);

}  // namespace ferrule
