// Names of units while a crate graph is made of a recording: commands refer to each other by paths of Cargo's target
// directory, the graph by places in its list.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/result.h"
#include "graph/crate_graph.h"
#include "record/units/recorded_command.h"
#include "record/units/recording_place.h"

namespace ferrule {

/// What names the unit of `command` in its recording: for a compilation "<out-dir>/<crate-name><extra-filename>", for
/// a build script's run its OUT_DIR.
std::string key_of(const RecordedCommand& command, const RecordingPlace& place);

class UnitNames {
 public:
  /// Whether no unit had this key yet.
  bool add(const std::string& key, UnitIndex unit) { return units_.try_emplace(key, unit).second; }
  std::optional<UnitIndex> find(const std::string& key) const;

  /// The unit known by `key`. A missing one means that the recording isn't whole: failure() then says so.
  UnitIndex demand(const std::string& key);
  const Status& failure() const { return failure_; }

 private:
  std::unordered_map<std::string, UnitIndex> units_;
  Status failure_;
};

/// Gives units their ids.
class UniqueIds {
 public:
  /// `wanted`, made safe and distinct from the ids of other units of its kind.
  std::string make(UnitKind kind, std::string_view wanted);

 private:
  std::unordered_set<std::string> taken_;
};

}  // namespace ferrule
