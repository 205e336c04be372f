#include "record/recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <unordered_set>

#include "base/files.h"
#include "base/strings.h"
#include "record/cargo/cargo_run.h"
#include "record/cargo/command_store.h"
#include "record/cargo/runners.h"
#include "record/cargo/shared_scratch.h"
#include "record/cargo/workspace_metadata.h"
#include "record/cargo_requests.h"
#include "record/input_finder.h"
#include "record/joint_recordings.h"
#include "record/toolchain/cached_toolchain.h"
#include "record/toolchain/environment.h"
#include "record/toolchain/rustdoc.h"
#include "record/toolchain/symbol_mangling.h"

namespace ferrule {

namespace {

class Recorder {
 public:
  Recorder(Disk& disk, Processes& processes, const RecordRequest& request)
      : disk_(disk), processes_(processes), request_(request) {
    scratch() = place("cargo");
  }

  Result<Recording> record() {
    Result<CargoConfig> config =
        read_cargo_config(disk_, request_.directory, request_.environment, request_.config_overrides);
    if (!config) return config.error();
    result_.config = std::move(*config);
    if (Status supported = check_supported(); !supported) return supported.error();
    Status known = request_.trusts_recording && is_current() ? read_logs() : record_anew();
    if (!known) return known.error();
    return build();
  }

  // --- Is the old recording still true? -------------------------------------

  bool is_current() {
    std::string path = place("inputs");
    Result<std::string> old = disk_.read(path);
    if (!old) return false;
    Result<RecordingInputs> inputs = parse_inputs(*old, path);
    if (!inputs) return false;
    result_.inputs = std::move(*inputs);
    result_.inputs.directory = request_.directory;
    result_.inputs.arguments = arguments();
    result_.inputs.variables = read_by_cargo(request_.environment);
    return write_inputs(disk_, result_.inputs) == *old && load_outcome();
  }

 private:
  std::string place(std::string_view name) const {
    return join_path(request_.build_directory, request_.recording_directory + "/" + std::string(name));
  }

  Status check_supported() const {
    if (result_.config.builds_std)
      return Error{"building the standard library (-Z build-std) is not supported",
                   {},
                   "remove `build-std` from the `[unstable]` table of your Cargo configuration"};
    for (std::string_view argument : request_.cargo_arguments)
      if (argument.starts_with("build-std"))
        return Error{"building the standard library (-Z build-std) is not supported", {}, "leave out `-Z build-std`"};
    return {};
  }

  std::vector<std::string> arguments() const {
    std::vector<std::string> all = request_.cargo_arguments;
    all.push_back(request_.subcommand);
    all.push_back(request_.with_bootstrap ? "bootstrap" : "no bootstrap");
    all.push_back(request_.with_tests ? "tests" : "no tests");
    if (request_.documentation.is_wanted) {
      all.emplace_back("documentation");
      for (std::string& flag : documentation_flags(request_.documentation)) all.push_back(std::move(flag));
    }
    return all;
  }

  // --- Asking Cargo ---------------------------------------------------------

  Status record_anew() {
    result_.is_new = true;
    began_ns_ = std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
    if (Status made = disk_.make_directories(place("")); !made) return made;
    const std::string stamp = place(file_name(kWatchStampFile));
    if (disk_.stamp(stamp))
      if (Status touched = disk_.touch(stamp); !touched) return touched;
    Result<Toolchain> toolchain = toolchain_of_request();
    if (!toolchain) return toolchain.error();
    result_.toolchain = std::move(*toolchain);
    if (result_.toolchain.cargo.empty())
      return Error{"cannot find `cargo`", {}, "install a Rust toolchain, or put the directory that holds it in PATH"};
    if (Status found = find_runners(); !found) return found;
    if (Status placed = place_scratch(); !placed) return placed;
    if (!request_.session.empty() && !has_braces(request_.build_directory)) return record_in_session();
    if (Status prepared = prepare_scratch(disk_, request_for_build(source())); !prepared) return prepared;
    Status recorded = record_runs();
    Status removed = disk_.remove(scratch());
    return recorded ? removed : recorded;
  }

  std::string& scratch() { return result_.outcome.scratch; }
  const std::string& scratch() const { return result_.outcome.scratch; }

  Status find_runners() {
    const bool records_tests = request_.with_tests || runs_programs(request_.subcommand);
    Result<ProgramRunners> runners =
        find_program_runners(processes_, {result_.config, result_.toolchain, request_.directory, request_.environment,
                                          request_.cargo_arguments, records_tests});
    if (!runners) return runners.error();
    result_.outcome.runners = std::move(*runners);
    return {};
  }

  /// To Cargo, its build directory's path is a template with variables in braces, and there is no way to mean them
  /// literally.
  static bool has_braces(std::string_view path) { return path.find_first_of("{}") != std::string_view::npos; }

  Status place_scratch() {
    if (!has_braces(scratch())) return {};
    std::string above = find_variable(request_.environment, "TMPDIR").value_or("");
    if (!above.starts_with('/') || has_braces(above)) above = "/tmp";
    Result<std::string> made = disk_.make_temporary_directory(above);
    if (!made) return made.error();
    scratch() = std::move(*made);
    return {};
  }

  /// Cargo resolves each call on its own, and says which units it takes. Only the commands of those that it finds
  /// fresh come from earlier calls.
  Status record_in_session() {
    const WorkspacePackages& workspace = *request_.workspace;
    SharedScratchRequest shared{request_.build_directory, request_.session,    request_.subcommand,
                                request_.launcher,        workspace,           result_.config,
                                result_.toolchain,        request_.environment};
    scratch() = shared_scratch_path(shared);
    const std::string state = shared_scratch_state(disk_, shared);
    if (request_.together != nullptr) {
      auto ask = [&](const JointRun& run) {
        CargoRunRequest joint = request_for_build(source());
        joint.arguments = run.arguments;
        joint.directory = run.directory;
        return run_in_session(joint, state);
      };
      if (std::optional<CargoRun> known = request_.together->find(request_, scratch(), ask))
        return keep_run(*known, workspace);
    }
    Result<CargoRun> run = run_in_session(request_for_build(source()), state);
    return run ? keep_run(*run, workspace) : run.error();
  }

  Result<CargoRun> run_in_session(const CargoRunRequest& request, const std::string& state) {
    Result<std::string> known = disk_.read(join_path(scratch(), "state"));
    Result<CargoRun> run = CargoRun{};
    bool is_whole = false;
    if (known && *known == state) run = run_in_scratch(request, is_whole);
    if (run && !is_whole) {
      if (Status begun = begin_session(state); !begun) return begun.error();
      run = run_in_scratch(request, is_whole);  // all of it is in the log
    }
    if (run) return run;
    // Cargo may take for fresh what isn't in the store.
    if (Status removed = disk_.remove(scratch()); !removed) return removed.error();
    return run;
  }

  Status begin_session(const std::string& state) {
    if (Status prepared = prepare_scratch(disk_, request_for_build(source())); !prepared) return prepared;
    Result<bool> written = disk_.write(join_path(scratch(), "state"), state);
    if (!written) return written.error();
    return {};
  }

  /// `is_whole` is false if Cargo found fresh what the scratch directory doesn't tell of: who has it begins again.
  Result<CargoRun> run_in_scratch(const CargoRunRequest& request, bool& is_whole) {
    Result<CargoRun> run = run_cargo(disk_, processes_, request);
    if (!run) return run;
    if (!run->failure.empty()) return Error{run->failure};
    Result<bool> completed = CommandStore(disk_, scratch()).complete(*run);
    if (!completed) return completed.error();
    is_whole = *completed;
    return run;
  }

  Status keep_run(CargoRun& run, const WorkspacePackages& workspace) {
    began_ns_ = std::min(began_ns_, run.began_ns);  // it may have been made for an earlier call
    runs_ = {{std::move(run.recorded), RunPurpose::build}, {{}, RunPurpose::tests}};
    find_inputs(workspace);
    find_manglings();
    result_.outcome.profile = std::move(run.profile);
    return save(run.log + keep_targets(workspace), "", "");
  }

  CargoRequestSource source() const {
    return {request_, result_.config, result_.toolchain, result_.outcome, rustdoc().path};
  }

  Result<Toolchain> toolchain_of_request() {
    if (!request_.memory.empty())
      return find_cached_toolchain(
          disk_, processes_,
          {result_.config.rustc, request_.directory, request_.environment, request_.memory, request_.with_bootstrap});
    return find_toolchain(disk_, processes_, result_.config.rustc, request_.directory, request_.environment,
                          request_.with_bootstrap ? place("") : "");
  }

  RunPurpose purpose_of_build() const {
    return request_.subcommand == "bench" ? RunPurpose::benches : RunPurpose::build;
  }

  Status record_runs() {
    Result<CargoRun> build = run_cargo(disk_, processes_, request_for_build(source()));
    if (!build) return build.error();
    if (!build->failure.empty()) return Error{build->failure};
    CargoRun tests;
    if (request_.with_tests) {
      Result<CargoRun> run = run_cargo(disk_, processes_, request_for_tests(source()));
      if (!run) return run.error();
      tests = std::move(*run);
      result_.outcome.tests_failure = tests.failure;
    }
    CargoRun documentation;
    if (request_.documentation.is_wanted) {
      Result<CargoRun> run = run_cargo(disk_, processes_, request_for_documentation(source()));
      if (!run) return run.error();
      documentation = std::move(*run);
      result_.outcome.documentation_failure = documentation.failure;
    }
    Result<WorkspacePackages> workspace = find_workspace();
    if (!workspace) return workspace.error();
    runs_ = {{std::move(build->recorded), purpose_of_build()}, {std::move(tests.recorded), RunPurpose::tests}};
    if (request_.documentation.is_wanted)
      runs_.push_back({std::move(documentation.recorded), RunPurpose::documentation});
    for (const PackageTargets& package : workspace->packages)
      result_.outcome.untested.insert(result_.outcome.untested.end(), package.untested.begin(),
                                      package.untested.end());
    find_inputs(*workspace);
    find_manglings();
    result_.outcome.profile = std::move(build->profile);
    result_.outcome.tests_profile = std::move(tests.profile);
    return save(build->log + keep_targets(*workspace), tests.log, documentation.log);
  }

  /// The user's flags may change the mangling that RUSTC_BOOTSTRAP changes too.
  void find_manglings() {
    Toolchain& toolchain = result_.toolchain;
    if (toolchain.mangling.empty()) return;
    for (const NamedRun& run : runs_)
      for (const RecordedCommand& command : run.run.commands) {
        if (command.tool != RecordedTool::rustc) continue;
        std::string flags = mangling_flags(command.arguments);
        if (flags.empty() || toolchain.manglings.contains(flags)) continue;
        Result<std::string> mangling = find_mangling(
            disk_, processes_, {toolchain.rustc, request_.directory, request_.environment, place(""), flags});
        // If rustc refuses them, the build will say so.
        toolchain.manglings[flags] = mangling ? *mangling : toolchain.mangling;
      }
  }

  /// Notes the targets of the workspace's packages that are built. Gives them as they stand in the log.
  std::string keep_targets(const WorkspacePackages& workspace) {
    std::unordered_set<std::string_view> built;
    for (const NamedRun& run : runs_)
      for (const RecordedArtifact& artifact : run.run.artifacts) built.insert(artifact.manifest_path);
    std::vector<RecordedPackage>& packages = runs_.front().run.packages;
    for (const PackageTargets& package : workspace.packages)
      if (built.contains(package.manifest_path))
        packages.push_back({directory_of(package.manifest_path), link_targets(package)});
    return format_packages(packages);
  }

  Status save(const std::string& build, const std::string& tests, const std::string& documentation) {
    if (Status saved = save_result("build.log", build); !saved) return saved;
    if (Status saved = save_result("test.log", tests); !saved) return saved;
    if (request_.documentation.is_wanted)
      if (Status saved = save_result("doc.log", documentation); !saved) return saved;
    if (Status saved = save_result("toolchain", write_toolchain(result_.toolchain)); !saved) return saved;
    if (Status saved = save_result(kOutcomeFile, write_outcome(result_.outcome)); !saved) return saved;
    Result<bool> written = disk_.write(place("inputs"), write_inputs(disk_, result_.inputs, began_ns_, lock_file_));
    if (!written) return written.error();
    return {};
  }

  /// The list of inputs, written last, says which results belong to it.
  Status save_result(std::string_view name, std::string_view text) {
    result_.inputs.results.push_back(place(name));
    Result<bool> written = disk_.write(result_.inputs.results.back(), text);
    if (!written) return written.error();
    return {};
  }

  bool load_outcome() {
    Result<std::string> toolchain = disk_.read(place("toolchain")), outcome = disk_.read(place(kOutcomeFile));
    if (!toolchain || !outcome) return false;
    Result<Toolchain> known = parse_toolchain(*toolchain, place("toolchain"));
    Result<RecordingOutcome> before = parse_outcome(*outcome, place(kOutcomeFile));
    if (!known || !before) return false;
    result_.toolchain = std::move(*known);
    result_.outcome = std::move(*before);
    return true;
  }

  Rustdoc rustdoc() const {
    return find_rustdoc(disk_, {result_.toolchain, result_.config.rustdoc, request_.directory, request_.environment});
  }

  // --- What it depends on ---------------------------------------------------

  void find_inputs(const WorkspacePackages& workspace) {
    lock_file_ = join_path(workspace.root, "Cargo.lock");
    result_.inputs =
        ferrule::find_inputs(disk_, {request_, result_.config, result_.toolchain, rustdoc(), workspace, runs_});
    result_.inputs.directory = request_.directory;
    result_.inputs.arguments = arguments();
    result_.inputs.variables = read_by_cargo(request_.environment);
  }

  Result<WorkspacePackages> find_workspace() {
    if (request_.workspace) return *request_.workspace;
    WorkspaceMetadataRequest metadata{
        result_.toolchain.cargo, request_.directory, request_.manifest_path, {}, request_.environment};
    const std::vector<std::string>& given = request_.cargo_arguments;
    for (std::size_t i = 0; i + 1 < given.size(); ++i)
      if (given[i] == "-Z" || given[i] == "--config")
        metadata.arguments.insert(metadata.arguments.end(), {given[i], given[i + 1]});
    return read_workspace_metadata(processes_, metadata);
  }

  // --- The graph ------------------------------------------------------------

  Status read_logs() {
    Status read = read_log("build.log", purpose_of_build());
    if (read) read = read_log("test.log", RunPurpose::tests);
    if (read && request_.documentation.is_wanted) read = read_log("doc.log", RunPurpose::documentation);
    return read;
  }

  Status read_log(std::string_view name, RunPurpose purpose) {
    Result<std::string> log = disk_.read(place(name));
    if (!log) return log.error();
    Result<RecordedRun> run = parse_log(*log, place(name));
    if (!run) return run.error();
    runs_.push_back({std::move(*run), purpose});
    return {};
  }

  Result<Recording> build() {
    RecordingPlace where{recording_target(scratch()), request_.build_directory};
    ToolSettings tools{result_.config.rustc_wrapper, rustdoc(), result_.toolchain.sysroot,
                       result_.toolchain.manglings, result_.config.environment};
    Result<BuiltGraph> built = build_crate_graph(runs_, where, tools);
    if (!built) return built.error();
    result_.built = std::move(*built);
    place_runners(result_.outcome.runners, result_.toolchain.host(), result_.built.graph);
    return std::move(result_);
  }

  Disk& disk_;
  Processes& processes_;
  const RecordRequest& request_;
  std::vector<NamedRun> runs_;
  std::int64_t began_ns_ = 0;
  std::string lock_file_;
  Recording result_;
};

}  // namespace

bool is_recorded(Disk& disk, Processes& processes, const RecordRequest& request) {
  return Recorder(disk, processes, request).is_current();
}

Result<Recording> record(Disk& disk, Processes& processes, const RecordRequest& request) {
  return Recorder(disk, processes, request).record();
}

}  // namespace ferrule
