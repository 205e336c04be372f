// The commands that Cargo ran in a shared scratch directory, kept there one by one: a later run that finds a unit
// fresh names it, and the command is here.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "record/cargo/cargo_run.h"
#include "record/units/recorded_command.h"
#include "record/units/recording_place.h"
#include "system/disk.h"

namespace ferrule {

/// What names the unit of a command, or nothing for what is never fresh: runs of tests.
std::string name_of(const RecordedCommand& command, const RecordingPlace& place);
/// The same names, of the units that have made an artifact's files.
std::set<std::string> names_of(const RecordedArtifact& artifact);
/// The records of a log as they stand there, first those of the commands: an empty line ends each.
std::vector<std::string_view> records_of(std::string_view log);

class CommandStore {
 public:
  CommandStore(Disk& disk, const std::string& scratch);

  /// Adds to the log of `run` the commands of the units that Cargo found fresh, and keeps those that it ran. False if
  /// one isn't here: then the log isn't whole.
  Result<bool> complete(CargoRun& run);

 private:
  std::string file_of(const std::string& name) const;
  /// Keeps what Cargo ran, and adds its names.
  Status keep_all(const CargoRun& run, std::set<std::string>& names);
  Status keep(const std::string& name, std::string_view record);

  Disk& disk_;
  std::string scratch_;
};

}  // namespace ferrule
