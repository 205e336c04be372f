// From the variables that Cargo set for a command to those of an edge: some name other units, some are the
// recording's own, some belong to all edges alike.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "graph/crate_graph.h"
#include "record/units/recorded_command.h"
#include "record/units/recording_place.h"
#include "record/units/reported_artifacts.h"
#include "record/units/unit_names.h"

namespace ferrule {

class EnvironmentTranslation {
 public:
  /// `configured`: CargoConfig::environment.
  EnvironmentTranslation(const RecordingPlace& place, const ReportedArtifacts& artifacts, UnitNames& units,
                         const std::map<std::string, std::string, std::less<>>& configured)
      : place_(place), artifacts_(artifacts), units_(units), configured_(configured) {}

  /// Fills in `unit`'s environment and what it refers to, from `command` of run number `run`.
  void fill(Unit& unit, const RecordedCommand& command, std::size_t run);

  /// Variables that every command has alike because a rustup proxy set them for Cargo itself, or the configuration.
  std::vector<EnvironmentVariable> take_shared() { return std::move(shared_); }

 private:
  void add(Unit& unit, const EnvironmentVariable& variable, std::size_t run);
  void add_library_path(Unit& unit, std::string_view value);
  bool is_shared(const EnvironmentVariable& variable) const;
  void share(const EnvironmentVariable& variable);

  const RecordingPlace& place_;
  const ReportedArtifacts& artifacts_;
  UnitNames& units_;
  const std::map<std::string, std::string, std::less<>>& configured_;
  std::vector<EnvironmentVariable> shared_;
};

}  // namespace ferrule
