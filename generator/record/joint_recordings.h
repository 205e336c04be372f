// One run of Cargo for many recordings: for all packages of a workspace that are asked for with the same settings.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "graph/crate_graph.h"
#include "record/cargo/cargo_run.h"
#include "record/record_request.h"
#include "system/disk.h"

namespace ferrule {

/// What Cargo is to be asked.
struct JointRun {
  std::vector<std::string> arguments;
  std::string directory;
};

class JointRecordings {
 public:
  /// `is_recorded`: whether what was recorded before still holds.
  JointRecordings(Disk& disk, std::function<bool(const RecordRequest&)> is_recorded);
  ~JointRecordings();

  /// Says that this will be recorded.
  void announce(const RecordRequest& request);

  /// What Cargo would say to `request`, without asking it for that alone. Nothing where nobody else is to be recorded
  /// with it, where Cargo fails, or where it isn't certain that the answer would be the same. `scratch` is where
  /// `run_cargo` runs.
  std::optional<CargoRun> find(const RecordRequest& request, const std::string& scratch,
                               const std::function<Result<CargoRun>(const JointRun&)>& run_cargo);

 private:
  /// A run of Cargo, and which of its units each recording has.
  struct Answer;

  std::vector<const RecordRequest*> companions_of(const RecordRequest& request) const;
  void divide(CargoRun run, const std::vector<const RecordRequest*>& requests, const std::string& scratch);

  Disk& disk_;
  std::function<bool(const RecordRequest&)> is_recorded_;
  std::vector<RecordRequest> announced_;
  // By the places of recordings.
  std::set<std::string> asked_;
  std::map<std::string, std::pair<std::shared_ptr<Answer>, std::set<UnitIndex>>> answers_;
};

}  // namespace ferrule
