// What Cargo said of its artifacts in several runs: which target each compilation belongs to, and where its files go.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "graph/crate_graph.h"
#include "record/units/recorded_command.h"
#include "record/units/rustc_arguments.h"

namespace ferrule {

class ReportedArtifacts {
 public:
  /// Adds what the next run said. `run` must outlive this.
  void add(const RecordedRun& run);

  /// Cargo's id of the package in `directory`, or empty.
  std::string package_id(const std::string& directory) const;
  /// The key of the unit that makes the file at `path` in run number `run`.
  std::optional<std::string> maker(std::size_t run, const std::string& path) const;
  /// The keys of all units of run number `run`, those that it found fresh as well.
  std::vector<std::string> keys(std::size_t run) const;

  /// Fills in Cargo's own name and kind of the target, and the names of its final artifacts.
  void describe(Unit& unit, const RustcCommandLine& line, const RecordedCommand& command) const;

 private:
  struct File {
    const RecordedArtifact* artifact;
    std::string path;
  };

  std::unordered_map<std::string, std::string> package_ids_;  // by directory
  std::unordered_map<std::string, std::vector<File>> files_;  // by the unit's key
  /// For each run: the unit behind each path.
  std::vector<std::unordered_map<std::string, std::string>> makers_;
};

}  // namespace ferrule
