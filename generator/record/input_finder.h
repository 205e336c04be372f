// Finds what a recording depends on: the files, directories and programs that Cargo read, or looked for in vain.
#pragma once

#include <vector>

#include "record/cargo/cargo_config.h"
#include "record/cargo/package_targets.h"
#include "record/record_request.h"
#include "record/recording_inputs.h"
#include "record/toolchain/rustdoc.h"
#include "record/toolchain/toolchain.h"
#include "record/units/crate_graph_builder.h"
#include "system/disk.h"

namespace ferrule {

struct InputRequest {
  const RecordRequest& record;
  const CargoConfig& config;
  const Toolchain& toolchain;
  const Rustdoc& rustdoc;
  const WorkspacePackages& workspace;
  const std::vector<NamedRun>& runs;
};

/// All that is on the disk; the other fields are the caller's. docs/how-recording-works.md has the whole list, with
/// where Cargo reads each.
RecordingInputs find_inputs(const Disk& disk, const InputRequest& request);

}  // namespace ferrule
