#include "command/cmake/checks.h"

#include <fmt/format.h>

#include <chrono>
#include <map>
#include <memory>
#include <set>

#include "base/fields.h"
#include "base/files.h"
#include "base/strings.h"
#include "command/cmake/check_calls.h"
#include "command/cmake/check_plan.h"
#include "emit/build_directory.h"
#include "emit/check_list.h"
#include "emit/earlier_actions.h"
#include "emit/job_settings_file.h"
#include "formats/check_files.h"
#include "prepare/requested_variables.h"
#include "record/joint_recordings.h"
#include "record/recording.h"
#include "system/cached_disk.h"

namespace ferrule {

namespace {

constexpr std::string_view kWatchList = "ferrule/watch-list";
constexpr std::string_view kWatchStamp = "ferrule/watched";

/// The calls' build directories and all else of theirs stand in the directory of checks, by the names that they have
/// in CMake's.
class Relocation {
 public:
  Relocation(const std::string& cmake_directory, std::string checks, std::string session)
      : builds_(join_path(cmake_directory, "ferrule") + "/"), checks_(std::move(checks)),
        session_(std::move(session)) {}

  void apply(CMakeCrateOptions& options) const {
    apply_common(options);
    options.session = session_;
  }

  void apply(CMakeRootOptions& options) const {
    apply_common(options);
    for (std::string& dependency : options.dependencies) {
      Halves parts = split_once(dependency, '=');
      dependency = std::string(parts.first) + "=" + moved(std::string(parts.second));
    }
  }

 private:
  template <typename Options>
  void apply_common(Options& options) const {
    options.build_directory = moved(options.build_directory);
    options.host_directory = checks_;
  }

  std::string moved(const std::string& path) const {
    std::string_view below = path;
    return consume_prefix(below, builds_) ? join_path(checks_, below) : path;
  }

  std::string builds_;
  std::string checks_;
  std::string session_;
};

/// What is made of the calls that share a build directory.
struct Part {
  EdgeGraph edges = {};
  FrozenEnvironment frozen = {};
  MemoryLimit memory = {};
};

/// Each call has kept what it needs.
void add_frozen(const FrozenEnvironment& more, FrozenEnvironment& frozen) {
  for (const EnvironmentVariable& variable : more.variables)
    if (frozen.find(variable.name) == nullptr) frozen.variables.push_back(variable);
  frozen.fixed.insert(more.fixed.begin(), more.fixed.end());
  frozen.defaults.insert(more.defaults.begin(), more.defaults.end());
  frozen.is_closed = frozen.is_closed || more.is_closed;
}

class Checks {
 public:
  Checks(const CommandContext& context, const CMakeChecksOptions& options, const CheckCalls& calls,
         std::int64_t began_ns)
      : context_(context), disk_(context.disk), options_(options), calls_(calls), began_ns_(began_ns),
        directory_(join_path(options.directory, kCheckDirectory)), session_(disk_, directory_),
        together_(context.disk, [&context](const RecordRequest& request) {
          return is_recorded(context.disk, context.processes, request);
        }) {}

  Status write() {
    if (Status planned = plan_all(); !planned) return planned;
    EdgeGraph edges = joint_.edges();
    for (const Edge& edge : edges.edges) parts_[edge.directory].edges.edges.push_back(edge);
    Status written = disk_.make_directories(place("ferrule"));
    if (written) written = write_parts();
    if (written) written = write_check_list_of(edges);
    if (written) written = write_watch_list();
    if (written) written = write_profile();
    if (written) written = write_build_file(edges);
    return written ? put_away_others() : written;
  }

 private:
  struct Call {
    std::string name;
    CMakeCall options;
    std::unique_ptr<CMakeCrateWriter> crate = nullptr;
  };

  std::string place(std::string_view path) const { return join_path(directory_, path); }

  Status save(std::string_view name, std::string_view text) {
    Result<bool> written = disk_.write(place(name), text);
    if (!written) return written.error();
    return {};
  }

  // --- Plans ------------------------------------------------------------------

  Status plan_all() {
    std::vector<Call> calls;
    calls.reserve(calls_.calls.size());
    const Relocation relocation(calls_.binary_directory, directory_, std::to_string(began_ns_));
    for (const CheckCall& read : calls_.calls) {
      Result<CMakeCall> parsed = options_.parse(read.words);
      if (!parsed) return parsed.error();
      Call& call = calls.emplace_back(Call{read.name, std::move(*parsed)});
      std::visit([&](auto& options) { relocation.apply(options); }, call.options);
      if (const auto* crate = std::get_if<CMakeCrateOptions>(&call.options)) {
        call.crate = std::make_unique<CMakeCrateWriter>(context_, *crate, session_);
        if (Status prepared = call.crate->prepare(together_); !prepared) return fail(call, prepared.error());
      }
    }
    for (Call& call : calls)
      if (Status planned = plan(call); !planned) return fail(call, planned.error());
    return remove_scratch();
  }

  static Error fail(const Call& call, Error error) {
    error.message = call.name + ": " + error.message;
    return error;
  }

  Status plan(Call& call) {
    const auto* root = std::get_if<CMakeRootOptions>(&call.options);
    Result<CheckPlan> plan =
        root != nullptr ? plan_root_checks(context_, *root, session_) : call.crate->plan_checks();
    call.crate.reset();
    if (!plan) return plan.error();
    joint_.add(plan->checks);
    const std::string& directory = plan->checks.directory;
    for (CheckedTarget& target : plan->targets) {
      target.directory = file_name(directory);
      targets_.try_emplace(directory + "\n" + target.edge, std::move(target));
    }
    Part& part = parts_[directory];
    add_frozen(plan->frozen_environment, part.frozen);
    part.memory = std::visit([](const auto& options) { return options.memory; }, call.options);
    programs_.insert(plan->rustc);
    if (!plan->inputs.empty()) lists_.push_back(plan->inputs);
    if (profile_.empty()) profile_ = plan->profile;
    has_clippy_ = has_clippy_ || plan->has_clippy;
    return {};
  }

  /// What the recordings of one run share is of no use to the next.
  Status remove_scratch() {
    for (const auto& [directory, part] : parts_)
      if (Status removed = disk_.remove(join_path(directory, "ferrule/cargo")); !removed) return removed;
    return {};
  }

  // --- Files --------------------------------------------------------------------

  Status write_parts() {
    for (const auto& [directory, part] : parts_) {
      Status written = write_edges(disk_, directory, part.edges, part.frozen);
      if (written) written = write_memory_limit_file(disk_, directory, part.memory);
      if (written) written = write_clippy_arguments(directory);
      if (written)
        written = touch_outdated(disk_, directory, read_requested_variables(disk_, directory),
                                 {part.frozen, context_.environment, /*keeps_unset=*/true});
      if (!written) return written;
    }
    return write_clippy_arguments(directory_);
  }

  /// What clippy was last asked stays, and holds for crates that are new.
  Status write_clippy_arguments(const std::string& directory) {
    const std::string path = join_path(directory, kClippyArgumentsFile);
    if (!has_clippy_) return disk_.remove(path);
    if (disk_.stamp(path)) return {};
    Result<std::string> given = disk_.read(place(kClippyArgumentsFile));
    Result<bool> written = disk_.write(path, given ? *given : "");
    if (!written) return written.error();
    return {};
  }

  Status write_check_list_of(const EdgeGraph& edges) {
    std::vector<CheckedTarget> checked;
    std::set<std::string> there;
    for (const Edge& edge : edges.edges) there.insert(edge.directory + "\n" + edge.action.id);
    for (const auto& [key, target] : targets_)
      if (there.contains(key)) checked.push_back(target);
    return save(kCheckListFile, write_check_list(checked));
  }

  Status write_watch_list() {
    if (!disk_.stamp(place(kWatchStamp)))
      if (Status made = save(kWatchStamp, ""); !made) return made;
    RecordingInputs inputs;
    inputs.files = {join_path(options_.directory, kCheckCallsFile)};
    for (const std::string& directory : calls_.build_directories())
      inputs.files.push_back(join_path(directory, kFrozenEnvironmentFile));
    inputs.programs = {context_.executable};
    inputs.programs.insert(inputs.programs.end(), programs_.begin(), programs_.end());
    FieldWriter lists;
    for (const std::string& list : lists_) lists.add("list", list);
    for (const auto& [directory, part] : parts_) lists.add("requested", directory);
    return save(kWatchList, lists.text() + write_inputs(disk_, inputs, began_ns_));
  }

  Status write_profile() { return save(kCheckedProfileFile, profile_); }

  Status write_build_file(const EdgeGraph& edges) {
    Result<std::string> launcher = find_launcher(context_);
    if (!launcher) return launcher.error();
    NinjaSettings settings{*launcher, DepfileMode::gcc, {}};
    settings.regeneration.command = {context_.executable, "cmake-checks", "-C", options_.directory};
    settings.regeneration.watch_list = kWatchList;
    settings.regeneration.watch_stamp = kWatchStamp;
    Result<std::string> text = write_ninja(edges, settings);
    return text ? save("build.ninja", *text) : text.error();
  }

  /// The old build.ninja needed them.
  Status put_away_others() {
    for (const auto& [directory, part] : parts_)
      if (Status put = EarlierActions(disk_, directory).put_away_others(part.edges); !put) return put;
    return {};
  }

  const CommandContext& context_;
  Disk& disk_;
  const CMakeChecksOptions& options_;
  const CheckCalls& calls_;
  std::int64_t began_ns_;
  std::string directory_;
  CallSession session_;
  JointRecordings together_;
  JointChecks joint_;
  std::map<std::string, Part> parts_;             // by directory
  std::map<std::string, CheckedTarget> targets_;  // by directory and edge
  std::set<std::string> programs_;
  std::vector<std::string> lists_;
  std::string profile_;
  bool has_clippy_ = false;
};

}  // namespace

Status write_cmake_checks(const CommandContext& context, const CMakeChecksOptions& options) {
  const std::int64_t began_ns = std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
  Result<CheckCalls> calls = read_check_calls(context.disk, options.directory);
  if (!calls) return calls.error();
  Result<std::unique_ptr<DirectoryLock>> lock =
      context.disk.lock(join_path(options.directory, kCheckDirectory), [] {});
  if (!lock) return lock.error();
  // All calls look at the same manifests and sources.
  CachedDisk disk(context.disk);
  ForgettingProcesses processes(context.processes, disk);
  const CommandContext together{disk,
                                processes,
                                checked_environment(disk, *calls, context.environment),
                                context.directory,
                                context.executable,
                                context.cores};
  return Checks(together, options, *calls, began_ns).write();
}

}  // namespace ferrule
