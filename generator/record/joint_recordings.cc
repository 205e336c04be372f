#include "record/joint_recordings.h"

#include <algorithm>

#include "base/files.h"
#include "formats/script_output.h"
#include "record/cargo/command_store.h"
#include "record/lone_build.h"
#include "record/units/crate_graph_builder.h"
#include "record/units/unit_names.h"

namespace ferrule {

namespace {

std::string place_of(const RecordRequest& request) {
  return join_path(request.build_directory, request.recording_directory);
}

/// Whether Cargo and rustup find in the package's directory what they find in the workspace's.
bool stands_like_workspace(const Disk& disk, const RecordRequest& request) {
  const std::string& root = request.workspace->root;
  if (request.directory == root) return true;
  if (!is_inside(request.directory, root)) return false;
  for (std::string at = request.directory; at != root; at = directory_of(at))
    for (std::string_view name : {".cargo", "rust-toolchain", "rust-toolchain.toml"})
      if (disk.stamp(join_path(at, name))) return false;
  return true;
}

bool has_same_settings(const RecordRequest& one, const RecordRequest& other) {
  return one.selection->settings == other.selection->settings && one.build_directory == other.build_directory &&
         one.workspace->root == other.workspace->root && one.subcommand == other.subcommand &&
         one.with_bootstrap == other.with_bootstrap && one.session == other.session &&
         one.environment == other.environment;
}

JointRun joint_run(const std::vector<const RecordRequest*>& requests) {
  const std::string& root = requests.front()->workspace->root;
  JointRun run{{"--manifest-path", join_path(root, "Cargo.toml")}, root};
  std::set<std::string> packages, binaries;
  bool has_library = false;
  for (const RecordRequest* request : requests) {
    packages.insert(request->selection->package);
    if (request->selection->binary.empty()) has_library = true;
    else binaries.insert(request->selection->binary);
  }
  for (const std::string& package : packages) run.arguments.insert(run.arguments.end(), {"-p", package});
  if (has_library) run.arguments.emplace_back("--lib");
  for (const std::string& binary : binaries) run.arguments.insert(run.arguments.end(), {"--bin", binary});
  const std::vector<std::string>& settings = requests.front()->selection->settings;
  run.arguments.insert(run.arguments.end(), settings.begin(), settings.end());
  return run;
}

std::optional<UnitIndex> find_unit(const CrateGraph& graph, const RecordedSelection& selection) {
  for (UnitIndex index = 0; index < graph.units.size(); ++index) {
    const Unit& unit = graph.units[index];
    if (unit.kind != UnitKind::compile || unit.package.root != selection.root) continue;
    bool is_library = unit.target_kind == TargetKind::library || unit.target_kind == TargetKind::proc_macro;
    bool is_binary = unit.target_kind == TargetKind::binary && unit.target_name == selection.binary;
    if (selection.binary.empty() ? is_library : is_binary) return index;
  }
  return std::nullopt;
}

/// The part of a run that concerns some of its units.
class Extract {
 public:
  Extract(const CargoRun& run, const RecordingPlace& place) : run_(run), records_(records_of(run.log)) {
    std::set<std::string> known;
    for (std::size_t i = 0; i < run.recorded.commands.size(); ++i) {
      if (!known.insert(key_of(run.recorded.commands[i], place)).second) continue;
      commands_.push_back(i);
      names_.push_back(name_of(run.recorded.commands[i], place));
    }
    for (const RecordedArtifact& artifact : run.recorded.artifacts) makers_.push_back(names_of(artifact));
  }

  CargoRun of(const std::set<UnitIndex>& units) const {
    CargoRun part;
    std::set<std::string> names;
    for (UnitIndex unit : units) {
      part.recorded.commands.push_back(run_.recorded.commands[commands_[unit]]);
      part.log += records_[commands_[unit]];
      names.insert(names_[unit]);
    }
    for (std::size_t i = 0; i < makers_.size(); ++i)
      if (std::includes(names.begin(), names.end(), makers_[i].begin(), makers_[i].end()))
        part.recorded.artifacts.push_back(run_.recorded.artifacts[i]);
    part.began_ns = run_.began_ns;
    part.profile = run_.profile;
    part.log += format_artifacts(part.recorded.artifacts);
    return part;
  }

 private:
  const CargoRun& run_;
  std::vector<std::string_view> records_;
  // By units.
  std::vector<std::size_t> commands_;
  std::vector<std::string> names_;
  // By artifacts.
  std::vector<std::set<std::string>> makers_;
};

}  // namespace

struct JointRecordings::Answer {
  Answer(CargoRun all, const RecordingPlace& place) : run(std::move(all)), extract(run, place) {}
  CargoRun run;
  Extract extract;
};

JointRecordings::JointRecordings(Disk& disk, std::function<bool(const RecordRequest&)> is_recorded)
    : disk_(disk), is_recorded_(std::move(is_recorded)) {}
JointRecordings::~JointRecordings() = default;

void JointRecordings::announce(const RecordRequest& request) {
  if (request.selection && request.workspace && !request.session.empty() && stands_like_workspace(disk_, request))
    announced_.push_back(request);
}

std::optional<CargoRun> JointRecordings::find(const RecordRequest& request, const std::string& scratch,
                                              const std::function<Result<CargoRun>(const JointRun&)>& run_cargo) {
  if (!asked_.contains(place_of(request))) {
    std::vector<const RecordRequest*> requests = companions_of(request);
    for (const RecordRequest* one : requests) asked_.insert(place_of(*one));
    if (requests.size() < 2) return std::nullopt;
    // Cargo's complaint about one of them is for the call that it is about.
    if (Result<CargoRun> run = run_cargo(joint_run(requests))) divide(std::move(*run), requests, scratch);
  }
  auto found = answers_.find(place_of(request));
  if (found == answers_.end()) return std::nullopt;
  const auto& [answer, units] = found->second;
  return answer->extract.of(units);
}

/// The request itself, and those that are to be recorded with the same settings.
std::vector<const RecordRequest*> JointRecordings::companions_of(const RecordRequest& request) const {
  std::vector<const RecordRequest*> found;
  if (!request.selection) return found;
  bool is_announced = false;
  for (const RecordRequest& other : announced_) {
    bool is_itself = place_of(other) == place_of(request);
    is_announced |= is_itself;
    if (!has_same_settings(request, other) || asked_.contains(place_of(other))) continue;
    if (is_itself || !is_recorded_(other)) found.push_back(&other);
  }
  return is_announced ? found : std::vector<const RecordRequest*>{};
}

void JointRecordings::divide(CargoRun run, const std::vector<const RecordRequest*>& requests,
                             const std::string& scratch) {
  RecordingPlace place{recording_target(scratch), requests.front()->build_directory};
  Result<BuiltGraph> built = build_crate_graph({{run.recorded, RunPurpose::build}}, place, {});
  if (!built) return;
  const CrateGraph& graph = built->graph;
  std::vector<UnitIndex> roots;
  for (const RecordRequest* request : requests)
    if (std::optional<UnitIndex> root = find_unit(graph, *request->selection)) roots.push_back(*root);
  if (roots.size() != requests.size()) return;
  LoneBuilds lone(disk_, graph, roots, requests.front()->workspace->root);
  auto answer = std::make_shared<Answer>(std::move(run), place);
  for (std::size_t i = 0; i < requests.size(); ++i)
    if (std::optional<std::set<UnitIndex>> units = lone.units_of(roots[i]))
      answers_.emplace(place_of(*requests[i]), std::pair(answer, std::move(*units)));
}

}  // namespace ferrule
