#include "command/generate/generated_files.h"

#include <algorithm>
#include <set>

#include "base/escape.h"
#include "base/fields.h"
#include "base/files.h"
#include "command/options/saved_options.h"
#include "emit/build_directory.h"
#include "emit/check_list.h"
#include "emit/job_settings_file.h"
#include "emit/siso_config.h"
#include "formats/check_files.h"
#include "formats/frozen_environment.h"
#include "ide/project_file.h"
#include "nextest/binaries_metadata.h"
#include "portable/source_listing.h"
#include "prepare/package_patterns.h"

namespace ferrule {

namespace {

constexpr std::string_view kWatchList = "ferrule/watch-list";
constexpr std::string_view kInputsDepfile = "ferrule/build.ninja.d";

class Files {
 public:
  Files(const CommandContext& context, const Generation& generation, const PreparedBuild& build)
      : context_(context), disk_(context.disk), generation_(generation), build_(build),
        directory_(generation.build_directory) {}

  Status write_all(std::int64_t began_ns) {
    const CrateGraph& graph = build_.recording.built.graph;
    NinjaSettings ninja{launcher(), depfiles(), regeneration(), test_files()};
    Status written = disk_.make_directories(join_path(directory_, "ferrule"));
    if (written) written = write_options_file();
    if (written) written = write_build_memory(disk_, directory_, build_.memory);
    if (written) written = write(kCheckListFile, write_check_list(checked_targets(graph)));
    if (written) written = write_documentation_list_file();
    if (written) written = write_clippy_arguments();
    if (written) written = keep_package_patterns(disk_, directory_, graph);
    if (written) written = write_stamp();
    if (written) written = write_watch_list(began_ns);
    if (written) written = write_jobs();
    if (written) written = write_inputs_depfile(ninja.regeneration);
    if (written) written = write_siso_files();
    if (written) written = write_build_directory(disk_, directory_, {build_.edges, ninja, build_.frozen_environment});
    if (written)
      written = update_project_file(disk_, {build_, directory_, generation_.directory, context_.executable});
    return written;
  }

 private:
  Status write(std::string_view name, std::string_view text) {
    Result<bool> written = disk_.write(join_path(directory_, name), text);
    if (!written) return written.error();
    return {};
  }

  Status write_options_file() {
    return write(kSavedOptionsFile,
                 write_options({generation_.options, generation_.directory, generation_.workspace}));
  }

  /// To Siso, `deps = gcc` means a C++ compile, whose includes it looks for itself where it sends one away.
  DepfileMode depfiles() const {
    return generation_.options.is_for_siso() ? DepfileMode::depfile : generation_.options.depfiles;
  }

  /// Siso sends what is below the build directory.
  std::string launcher() const {
    return generation_.options.is_for_siso() ? std::string(kLauncherLink) : generation_.launcher;
  }

  Status write_siso_files() {
    if (!generation_.options.is_for_siso()) return {};
    Status written = disk_.make_directories(join_path(directory_, directory_of(std::string(kSisoMainFile))));
    if (written) written = write(kSisoMainFile, siso_main());
    if (written) written = write(kSisoStepsFile, write_siso_steps(build_.edges, files_of_packages()));
    if (written) written = write(kPortableEnvironmentFile, write_frozen_environment(build_.portable_environment));
    if (written) written = write(kCompilerFile, build_.recording.toolchain.version);
    if (written) written = make_link(kLauncherLink, generation_.launcher);
    if (written) written = disk_.make_directories(join_path(directory_, kSourceLinksDirectory));
    for (const SourceLink& link : build_.sources.all())
      if (written) written = make_link(link.link, link.directory);
    return written;
  }

  Status make_link(std::string_view link, const std::string& target) {
    const std::string path = join_path(directory_, link);
    if (std::optional<std::string> leads_to = disk_.canonical(path); leads_to && leads_to == disk_.canonical(target))
      return {};
    return disk_.make_symbolic_link(target, path);
  }

  /// By the package's directory as edges name it.
  SourceFiles files_of_packages() const {
    SourceFiles files;
    for (const Unit& unit : build_.recording.built.graph.units)
      if (const SourceLink* link = build_.sources.find(unit.package))
        if (auto [place, is_new] = files.try_emplace(reach_through(*link, unit.package.root)); is_new)
          place->second = source_files(unit.package.root);
    return files;
  }

  Regeneration regeneration() const {
    const RecordingInputs& inputs = build_.recording.inputs;
    Regeneration again;
    again.command = {context_.executable, "generate", "--again", "-C", "."};
    if (generation_.options.watch) {
      again.watch_list = kWatchList;
      again.watch_stamp = kWatchStampFile;
      return again;
    }
    again.inputs = inputs.files;
    again.inputs.insert(again.inputs.end(), inputs.programs.begin(), inputs.programs.end());
    again.inputs.push_back(context_.executable);
    if (!generation_.settings.file.empty()) again.inputs.push_back(generation_.settings.file);
    // A file that Cargo makes later (Cargo.lock may be one) must not make ninja complain of a missing input.
    std::erase_if(again.inputs, [&](const std::string& path) { return !disk_.stamp(path); });
    std::sort(again.inputs.begin(), again.inputs.end());
    again.depfile = kInputsDepfile;
    return again;
  }

  TestFiles test_files() const {
    if (!generation_.options.with_tests || generation_.options.benches) return {};
    return {{context_.executable, "nextest", "--no-build", "--no-run", "--cargo-quiet", "-C", "."},
            {kNextestBinaries, kNextestPackages}};
  }

  /// Puts inputs into the depfile, as far as it can express them.
  Status write_inputs_depfile(Regeneration& again) {
    if (again.depfile.empty()) return {};
    auto rest = std::stable_partition(again.inputs.begin(), again.inputs.end(), [](const std::string& input) {
      return can_express(input, Grammar::depfile_path);
    });
    const std::string text = write_depfile("build.ninja", {again.inputs.begin(), rest});
    again.inputs.erase(again.inputs.begin(), rest);
    return write(again.depfile, text);
  }

  /// What `watch` compares: the recording's inputs, and what else decides on the plan.
  Status write_watch_list(std::int64_t began_ns) {
    RecordingInputs plan_inputs;
    plan_inputs.files = {join_path(generation_.workspace, kWorkspaceSettingsFile)};
    plan_inputs.programs = {context_.executable};
    FieldWriter lists;
    lists.add("list", kRecordingInputsFile);
    lists.add("variables", "yes");
    lists.add("requested", ".");
    if (generation_.options.is_for_siso()) add_watched_sources(lists);
    return write(kWatchList, lists.text() + write_inputs(disk_, plan_inputs, began_ns));
  }

  /// Siso is told of each file of a package. What comes from elsewhere stays as it is.
  void add_watched_sources(FieldWriter& lists) const {
    std::set<std::string> roots;
    for (const Unit& unit : build_.recording.built.graph.units)
      if (unit.package.is_path) roots.insert(unit.package.root);
    for (const std::string& root : roots) lists.add("sources", disk_.state("sources", root) + " " + root);
  }

  Status write_stamp() {
    return disk_.stamp(join_path(directory_, kWatchStampFile)) ? Status() : write(kWatchStampFile, "");
  }

  Status write_documentation_list_file() {
    const CrateGraph& graph = build_.recording.built.graph;
    if (graph.has_documentation) return write(kDocumentationListFile, write_documentation_list(graph));
    const std::string path = join_path(directory_, kDocumentationListFile);
    return disk_.stamp(path) ? disk_.remove(path) : Status();
  }

  /// What clippy was last asked stays.
  Status write_clippy_arguments() {
    const std::string path = join_path(directory_, kClippyArgumentsFile);
    const bool is_there = disk_.stamp(path).has_value();
    if (!build_.has_clippy) return is_there ? disk_.remove(path) : Status();
    return is_there ? Status() : write(kClippyArgumentsFile, "");
  }

  Status write_jobs() {
    const GenerateOptions& options = generation_.options;
    return write_job_settings_file(disk_, directory_,
                                   {options.jobserver, options.plan.jobs.value_or(0), options.memory});
  }

  const CommandContext& context_;
  Disk& disk_;
  const Generation& generation_;
  const PreparedBuild& build_;
  const std::string& directory_;
};

}  // namespace

Status write_generated_files(const CommandContext& context, const Generation& generation, const PreparedBuild& build,
                             std::int64_t began_ns) {
  return Files(context, generation, build).write_all(began_ns);
}

}  // namespace ferrule
