// A recording: what Cargo would do for a workspace, kept in the build directory until something that it depends on
// changes.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "record/cargo/cargo_config.h"
#include "record/outcome.h"
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
  RecordingOutcome outcome = {};
  /// Whether Cargo was asked, or what it said before still holds.
  bool is_new = false;
};

/// Beside the inputs, where `ferrule generate` has put it: touched before a recording is replaced, for what was made
/// from the one before is out of date then, whoever asked for a new one.
inline constexpr std::string_view kWatchStampFile = "ferrule/recording/watched";

/// Whether the recording that is there still holds.
bool is_recorded(Disk& disk, Processes& processes, const RecordRequest& request);

Result<Recording> record(Disk& disk, Processes& processes, const RecordRequest& request);

}  // namespace ferrule
