// One run of Cargo with the launcher in rustc's place: Cargo plans, nothing is compiled, and the log tells what would
// have been.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "record/units/recorded_command.h"
#include "system/disk.h"
#include "system/processes.h"

namespace ferrule {

struct CargoRunRequest {
  std::string cargo;
  /// "build", "test", "rustc", "bench" or "doc".
  std::string subcommand;
  /// Cargo's own flags, verbatim: `-p x --release …`.
  std::vector<std::string> arguments;
  std::string directory;
  Environment environment;  // the caller's
  std::string launcher;
  std::string rustdoc;
  /// A directory for the recording alone. Runs that follow each other share it: what Cargo finds fresh there it
  /// doesn't run a second time.
  std::string scratch;
  /// What Cargo's messages are to speak of in the scratch directory's place.
  std::string build_directory;
  /// Whether Cargo would copy what it makes to a further directory (`build.artifact-dir`).
  bool copies_artifacts = false;
  /// Takes the lines of Cargo's messages that users should see.
  std::function<void(std::string_view)> show = [](std::string_view) {};
};

/// Where Cargo's target directory stands while it is recorded.
std::string recording_target(const std::string& scratch);

/// Makes `scratch` ready for a first run.
Status prepare_scratch(Disk& disk, const CargoRunRequest& request);

/// What came of a run.
struct CargoRun {
  RecordedRun recorded;
  std::string log;      // the same as text, as parse_log() reads it
  std::string failure;  // where Cargo failed: its own words
  /// The OUT_DIRs of all build scripts that count for the build, those that Cargo needn't run again as well.
  std::vector<std::string> script_runs = {};
  /// What was built, in the words of Cargo's last line: "`dev` profile [unoptimized + debuginfo]", or before
  /// Cargo 1.80 "dev [unoptimized + debuginfo]". Empty if it was told to be quiet.
  std::string profile = {};
  /// In nanoseconds since 1970: what is changed from then on, Cargo may have seen or not.
  std::int64_t began_ns = 0;
};

/// An error only if something else than Cargo failed.
Result<CargoRun> run_cargo(Disk& disk, Processes& processes, const CargoRunRequest& request);

}  // namespace ferrule
