#include "command/generate/generate.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <utility>

#include "base/escape.h"
#include "base/fields.h"
#include "base/files.h"
#include "base/strings.h"
#include "command/generate/plan_report.h"
#include "command/options/build_directory_option.h"
#include "command/options/ninja_program.h"
#include "command/options/saved_options.h"
#include "command/options/workspace_settings.h"
#include "emit/build_directory.h"
#include "emit/build_place.h"
#include "emit/check_list.h"
#include "formats/clippy_arguments.h"
#include "formats/frozen_environment.h"
#include "formats/job_settings.h"
#include "ide/project_file.h"
#include "prepare/moved_sources.h"
#include "prepare/package_patterns.h"
#include "record/toolchain/environment.h"

namespace ferrule {

namespace {

constexpr std::string_view kWatchStamp = "ferrule/recording/watched";
constexpr std::string_view kWatchList = "ferrule/watch-list";

class Generation {
 public:
  Generation(const CommandContext& context, const GenerateOptions& options)
      : context_(context), disk_(context.disk), options_(options), directory_(context.directory),
        environment_(context.environment) {}

  Status run() {
    auto start = std::chrono::steady_clock::now();
    if (Status found = find_build_directory(); !found) return found;
    if (Status checked = check_build_directory(disk_, build_directory_); !checked) return checked;
    if (options_.again || extends_)
      if (Status loaded = load_options(); !loaded) return loaded;
    if (Status found = find_tools(); !found) return found;
    if (Status read = read_settings(); !read) return read;
    bool is_absent = !disk_.stamp(build_directory_);
    // Two that record at once would take each other's files for their own.
    Result<std::unique_ptr<DirectoryLock>> lock = disk_.lock(
        build_directory_, [] { fmt::print(stderr, "    Blocking waiting for file lock on build directory\n"); });
    if (!lock) return lock.error();
    bool is_new = is_absent && disk_.list(build_directory_).empty();
    Status written = record_and_write();
    if (!written) {
      if (is_new) (void)disk_.remove(build_directory_);
      return written;
    }
    std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    if (!options_.again && !options_.quiet) summarize(taken.count());
    return {};
  }

  Result<Survey> look() {
    if (Status found = find_build_directory(); !found) return found.error();
    options_.again = true;
    if (Status loaded = load_options(); !loaded) return loaded.error();
    if (Status found = find_tools(); !found) return found.error();
    if (Status read = read_settings(); !read) return read.error();
    PrepareBuildRequest request = planning_request();
    Result<PreparedBuild> planned = prepare_build(context_, request);
    if (!planned) return planned.error();
    return Survey{build_directory_, options_, std::move(request), std::move(*planned)};
  }

 private:
  // --- Where, with what -------------------------------------------------------

  Status find_build_directory() {
    bool is_here = disk_.stamp(join_path(directory_, kSavedOptionsFile)).has_value();
    extends_ = options_.build_directory.empty() && is_here;
    if (!options_.build_directory.empty() || options_.again || is_here) {
      build_directory_ = normalize_path(join_path(directory_, options_.build_directory));
    } else {
      Result<std::string> root = locate_workspace();
      if (!root) return root.error();
      workspace_ = *root;
      build_directory_ = join_path(*root, "target/ferrule");
    }
    // Cargo and rustc see through symbolic links, and so must the paths that
    // are compared with theirs.
    std::string parent = directory_of(build_directory_);
    if (auto real = disk_.canonical(build_directory_)) build_directory_ = *real;
    else if (auto real_parent = disk_.canonical(parent))
      build_directory_ = join_path(*real_parent, file_name(build_directory_));
    if (build_directory_.find('\n') != std::string::npos)
      return Error{"the build directory's path contains a newline, which ninja can't express",
                   {},
                   "choose a different one with -C"};
    return {};
  }

  Result<std::string> locate_workspace() const {
    return ferrule::locate_workspace(context_.processes, directory_, environment_, options_.manifest_path);
  }

  /// Where there is no workspace, Cargo says so when it is asked for the build.
  Status read_settings() {
    if (workspace_.empty())
      if (Result<std::string> root = locate_workspace()) workspace_ = *root;
    if (workspace_.empty()) return {};
    Result<WorkspaceSettings> settings = read_workspace_settings(disk_, workspace_);
    if (!settings) return settings.error();
    settings_ = std::move(*settings);
    return {};
  }

  /// Saved options apply, except for the build directory. Of the environment,
  /// what was frozen stays so: ninja may be called from anywhere. A variable
  /// that Cargo or an edge reads, and that is now set to something else,
  /// counts as a change.
  Status load_options() {
    std::string path = join_path(build_directory_, kSavedOptionsFile);
    Result<std::string> text = disk_.read(path);
    if (!text)
      return Error{"this directory was not generated by ferrule", path, "run `ferrule generate` with its options"};
    Result<SavedOptions> saved = parse_options(*text, path);
    if (!saved) return saved.error();
    if (was_moved(disk_, build_directory_)) follow_sources(*saved);
    GenerateOptions given = std::exchange(options_, std::move(saved->options));
    options_.again = given.again;
    options_.quiet = given.quiet;
    options_.replan = given.replan;
    if (extends_) add_options(given);
    directory_ = saved->directory;
    workspace_ = saved->workspace;
    if (!disk_.is_directory(directory_))
      return Error{"the directory that this build was generated from is gone", directory_,
                   "run `ferrule generate -C` with this build directory where the sources are now"};
    if (options_.again) restore_environment();
    return {};
  }

  /// A copy of a checkout is built from its own sources.
  void follow_sources(SavedOptions& saved) const {
    MovedSources moved(disk_, generated_place(disk_, build_directory_), build_directory_);
    std::string& manifest = saved.options.manifest_path;
    if (!manifest.empty()) manifest = moved.follow(normalize_path(join_path(saved.directory, manifest)));
    for (std::string& value : saved.options.config_overrides)
      if (value.starts_with('/')) value = moved.follow(value);
    saved.directory = moved.follow(saved.directory);
    saved.workspace = moved.follow(saved.workspace);
  }

  /// Adds Cargo's flags, and options with the value behind them, except those
  /// that are there: Cargo refuses a flag that it gets twice.
  void add_cargo_arguments(const std::vector<std::string>& given) {
    std::vector<std::string>& known = options_.cargo_arguments;
    for (auto first = given.begin(), last = first; first != given.end(); first = last) {
      last = std::find_if(first + 1, given.end(), [](const std::string& word) { return word.starts_with('-'); });
      if (std::search(known.begin(), known.end(), first, last) == known.end()) known.insert(known.end(), first, last);
    }
  }

  /// What is given in a build directory comes on top of what it was made with.
  void add_options(const GenerateOptions& given) {
    auto append = [](std::vector<std::string>& to, const std::vector<std::string>& from) {
      to.insert(to.end(), from.begin(), from.end());
    };
    add_cargo_arguments(given.cargo_arguments);
    append(options_.config_overrides, given.config_overrides);
    append(options_.fused, given.fused);
    append(options_.variables, given.variables);
    if (given.pipelining) options_.pipelining = given.pipelining;
    if (given.split_links) options_.split_links = given.split_links;
    if (given.jobs) options_.jobs = given.jobs;
    if (!given.manifest_path.empty()) options_.manifest_path = join_path(context_.directory, given.manifest_path);
    options_.closed_environment = options_.closed_environment || given.closed_environment;
    options_.with_tests = options_.with_tests && given.with_tests;
    options_.watch = options_.watch && given.watch;
    options_.jobserver = options_.jobserver && given.jobserver;
  }

  /// rustup's proxy tells Cargo's children which toolchain it has chosen. It
  /// must be free to choose a different one now.
  static bool is_set_by_rustup(std::string_view name) {
    return name == "RUSTUP_TOOLCHAIN" || name == "RUSTUP_TOOLCHAIN_SOURCE" || name == "RUST_RECURSION_COUNT";
  }

  void restore_environment() {
    Result<std::string> inputs = disk_.read(join_path(build_directory_, kRecordingInputsFile));
    Result<std::string> frozen = disk_.read(join_path(build_directory_, kFrozenEnvironmentFile));
    if (inputs)
      if (Result<RecordingInputs> parsed = parse_inputs(*inputs, kRecordingInputsFile))
        for (const EnvironmentVariable& variable : parsed->variables)
          if (!find_variable(environment_, variable.name)) set_variable(environment_, variable.name, variable.value);
    const RequestedVariables asked_for = read_requested_variables(disk_, build_directory_);
    if (frozen) restore_frozen(*frozen, names_of(asked_for));
    for (const auto& [edge, variables] : asked_for)
      for (const RequestedVariable& variable : variables)
        if (variable.value && !find_variable(environment_, variable.name))
          set_variable(environment_, variable.name, *variable.value);
  }

  void restore_frozen(const std::string& text, const std::vector<std::string>& requested) {
    if (Result<FrozenEnvironment> parsed = parse_frozen_environment(text, kFrozenEnvironmentFile))
      for (const EnvironmentVariable& variable : parsed->variables) {
        if (is_set_by_rustup(variable.name) || parsed->defaults.contains(variable.name)) continue;
        bool may_change = std::find(requested.begin(), requested.end(), variable.name) != requested.end() ||
                          !read_by_cargo({variable.name + "="}).empty();
        if (!may_change || !find_variable(environment_, variable.name))
          set_variable(environment_, variable.name, variable.value);
      }
  }

  Status find_tools() {
    Result<std::string> launcher = find_launcher(context_);
    if (!launcher) return launcher.error();
    launcher_ = std::move(*launcher);
    Result<std::string> ninja = find_ninja(disk_, environment_);
    return ninja ? Status() : ninja.error();
  }

  // --- The steps --------------------------------------------------------------

  Status record_and_write() {
    PrepareBuildRequest request = planning_request();
    Result<PreparedBuild> planned = prepare_build(context_, request);
    if (!planned) return planned.error();
    const Recording& recording = planned->recording;
    units_ = recording.built.graph.units.size();
    edges_ = planned->edges.edges.size();
    std::string saved = write_options({options_, directory_, workspace_});
    if (Status made = disk_.make_directories(join_path(build_directory_, "ferrule")); !made) return made;
    if (Status written = write(kSavedOptionsFile, saved); !written) return written;
    if (!options_.again && !options_.quiet) advice_ = advise_faster_mode(context_, request, *planned);
    if (Status kept = write_build_memory(disk_, build_directory_, planned->memory); !kept) return kept;
    if (Status written = write(kCheckListFile, write_check_list(recording.built.graph)); !written) return written;
    if (Status written = write_clippy_arguments(*planned); !written) return written;
    if (Status kept = keep_package_patterns(disk_, build_directory_, recording.built.graph); !kept) return kept;
    NinjaSettings ninja{launcher_, options_.depfiles, regeneration(recording)};
    if (Status written = write_stamp(); !written) return written;
    if (Status written = write_watch_list(); !written) return written;
    if (Status written = write_jobs(); !written) return written;
    if (Status written =
            write_build_directory(disk_, build_directory_, {planned->edges, ninja, planned->frozen_environment});
        !written)
      return written;
    if (Status updated = update_project_file(disk_, {*planned, build_directory_, directory_, context_.executable});
        !updated)
      return updated;
    if (!recording.tests_failure.empty()) warn_of_tests(recording.tests_failure);
    return touch_outdated(disk_, build_directory_, planned->requested,
                          {planned->frozen_environment, environment_, options_.again});
  }

  PrepareBuildRequest planning_request() const {
    Pipelining pipelining = options_.pipelining.value_or(settings_.pipelining.value_or(Pipelining::automatic));
    PrepareBuildRequest request{record_request(), pipelining, options_.fused, options_.variables};
    request.fused_if_there = settings_.fused;
    request.jobs = options_.jobs;
    request.replan = options_.replan;
    request.split_links = options_.split_links ? options_.split_links : settings_.split_links;
    request.closed_environment = options_.closed_environment || settings_.closed_environment;
    return request;
  }

  RecordRequest record_request() const {
    RecordRequest request;
    request.directory = directory_;
    request.build_directory = build_directory_;
    if (!options_.manifest_path.empty()) {
      request.manifest_path = normalize_path(join_path(directory_, options_.manifest_path));
      request.cargo_arguments = {"--manifest-path", request.manifest_path};
    }
    request.cargo_arguments.insert(request.cargo_arguments.end(), options_.cargo_arguments.begin(),
                                   options_.cargo_arguments.end());
    request.config_overrides = options_.config_overrides;
    request.with_tests = options_.with_tests;
    request.trusts_recording = options_.again;
    request.environment = environment_;
    request.launcher = launcher_;
    request.show = [](std::string_view line) { fmt::print(stderr, "{}\n", line); };
    return request;
  }

  Regeneration regeneration(const Recording& recording) const {
    Regeneration again;
    again.command = {context_.executable, "generate", "--again", "-C", "."};
    if (options_.watch) {
      again.watch_list = kWatchList;
      again.watch_stamp = kWatchStamp;
      return again;
    }
    again.inputs = recording.inputs.files;
    again.inputs.insert(again.inputs.end(), recording.inputs.programs.begin(), recording.inputs.programs.end());
    again.inputs.push_back(context_.executable);
    if (!settings_.file.empty()) again.inputs.push_back(settings_.file);
    // A file that Cargo makes later (Cargo.lock may be one) must not make
    // ninja complain of a missing input.
    std::erase_if(again.inputs, [&](const std::string& path) { return !disk_.stamp(path); });
    std::sort(again.inputs.begin(), again.inputs.end());
    return again;
  }

  /// What `watch` compares: the recording's inputs, and what else decides on the plan.
  Status write_watch_list() {
    RecordingInputs plan_inputs;
    plan_inputs.files = {join_path(workspace_, kWorkspaceSettingsFile)};
    plan_inputs.programs = {context_.executable};
    FieldWriter lists;
    lists.add("list", kRecordingInputsFile);
    lists.add("variables", "yes");
    lists.add("requested", ".");
    std::int64_t since = std::chrono::nanoseconds(began_.time_since_epoch()).count();
    return write(kWatchList, lists.text() + write_inputs(disk_, plan_inputs, since));
  }

  Status write_stamp() {
    std::string path = join_path(build_directory_, kWatchStamp);
    return disk_.stamp(path) ? Status() : write(kWatchStamp, "");
  }

  Status write(std::string_view name, std::string_view text) {
    Result<bool> written = disk_.write(join_path(build_directory_, name), text);
    if (!written) return written.error();
    return {};
  }

  /// What clippy was last asked stays.
  Status write_clippy_arguments(const PreparedBuild& planned) {
    const std::string path = join_path(build_directory_, kClippyArgumentsFile);
    bool is_there = disk_.stamp(path).has_value();
    if (!planned.has_clippy) return is_there ? disk_.remove(path) : Status();
    return is_there ? Status() : write(kClippyArgumentsFile, "");
  }

  Status write_jobs() {
    std::string path = join_path(build_directory_, kJobSettingsFile);
    std::string text = write_job_settings({options_.jobserver, options_.jobs.value_or(0)});
    if (text.empty()) return disk_.stamp(path) ? disk_.remove(path) : Status();
    Result<bool> written = disk_.write(path, text);
    if (!written) return written.error();
    return {};
  }

  // --- What the user sees -------------------------------------------------------

  static void warn_of_tests(const std::string& reason) {
    fmt::print(stderr,
               "warning: `cargo test` could not be planned, so `tests` and `test` build nothing:\n{}\n"
               "help: pass --no-tests if you don't want them\n",
               reason);
  }

  void summarize(double seconds) const {
    std::string shown = build_directory_;
    std::string_view below = build_directory_;
    if (consume_prefix(below, context_.directory + "/")) shown = below;
    fmt::print("Generated {}: {} units, {} edges, in {:.2f} s\n", join_path(shown, "build.ninja"), units_, edges_,
               seconds);
    if (build_directory_ == context_.directory) fmt::print("Build it with: ninja\n");
    else fmt::print("Build it with: ninja -C {}\n", escape(shown, Grammar::shell_word));
    fmt::print("{}", advice_);
  }

  const CommandContext& context_;
  Disk& disk_;
  GenerateOptions options_;
  std::string directory_;
  Environment environment_;
  std::chrono::system_clock::time_point began_ = std::chrono::system_clock::now();
  std::string workspace_;  // its root
  WorkspaceSettings settings_;
  std::string build_directory_;
  bool extends_ = false;  // called in a build directory, without -C
  std::string launcher_;
  std::size_t units_ = 0;
  std::size_t edges_ = 0;
  std::string advice_;
};

}  // namespace

Result<Survey> survey(const CommandContext& context, const GenerateOptions& options) {
  return Generation(context, options).look();
}

Status generate(const CommandContext& context, const GenerateOptions& options) {
  return Generation(context, options).run();
}

}  // namespace ferrule
