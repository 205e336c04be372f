#include "command/test/nextest.h"

#include <fmt/format.h>

#include <cstdio>

#include "base/escape.h"
#include "base/files.h"
#include "base/strings.h"
#include "command/build/build.h"
#include "command/test/chosen_tests.h"
#include "nextest/binaries_metadata.h"
#include "record/cargo/workspace_metadata.h"

namespace ferrule {

namespace {

/// nextest finds packages, and where they are, in the same that it would ask Cargo for.
Result<std::string> cargo_metadata(const CommandContext& context, const Survey& survey, const std::string& target) {
  const RecordRequest& record = survey.request.record;
  const Toolchain& toolchain = survey.build.recording.toolchain;
  WorkspaceMetadataRequest request{
      toolchain.cargo, record.directory, record.manifest_path, {"--all-features"}, record.environment};
  request.arguments.insert(request.arguments.end(), {"--filter-platform", target});
  const std::vector<std::string>& given = record.cargo_arguments;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (given[i] == "--locked" || given[i] == "--offline" || given[i] == "--frozen")
      request.arguments.push_back(given[i]);
    if ((given[i] == "-Z" || given[i] == "--config") && i + 1 < given.size())
      request.arguments.insert(request.arguments.end(), {given[i], given[i + 1]});
  }
  return ask_for_metadata(context.processes, request);
}

class Nextest {
 public:
  Nextest(const CommandContext& context, const NextestOptions& options) : context_(context), options_(options) {}

  Status run() {
    Result<ChosenTests> tests = choose_tests(context_, options_.build, options_.choice, /*benches=*/false);
    if (!tests) return tests.error();
    directory_ = tests->directory;
    std::vector<const Unit*>& runs = tests->runs;
    std::erase_if(runs, [](const Unit* run) { return run->kind == UnitKind::doc_test; });
    if (runs.empty()) return Error{"this build has documentation tests alone, which nextest doesn't run", directory_};
    if (options_.builds) {
      Result<std::string> built =
          build_targets(context_, tests->build, files_of_runs(tests->graph(), runs), Built::tests);
      if (!built) return built.error();
    }
    if (Status written = write_files(tests->survey, runs); !written) return written;
    return start();
  }

 private:
  /// When build scripts have run: what they have said is part of it.
  Status write_files(const Survey& survey, const std::vector<const Unit*>& runs) {
    const Recording& recording = survey.build.recording;
    const CrateGraph& graph = recording.built.graph;
    Result<std::string> binaries =
        write_binaries_metadata(context_.disk, {graph, directory_, recording.toolchain, runs});
    if (!binaries) return binaries.error();
    std::string target = recording.toolchain.host();
    for (const Unit* run : runs)
      if (const std::string& triple = graph.units[*run->program].triple; !triple.empty()) target = triple;
    Result<std::string> packages = cargo_metadata(context_, survey, target);
    if (!packages) return packages.error();
    if (Status made = context_.disk.make_directories(join_path(directory_, directory_of(kNextestBinaries))); !made)
      return made;
    for (const auto& [name, text] :
         {std::pair(kNextestBinaries, &*binaries), std::pair(kNextestPackages, &*packages)})
      if (Result<bool> written = context_.disk.write(join_path(directory_, name), *text); !written)
        return written.error();
    return {};
  }

  std::vector<std::string> command() const {
    std::vector<std::string> words = {"cargo", "nextest"};
    const bool is_named = !options_.arguments.empty() && !options_.arguments.front().starts_with('-');
    if (!is_named) words.emplace_back("run");
    words.insert(words.end(), options_.arguments.begin(), options_.arguments.end());
    words.insert(words.end(), {"--binaries-metadata", join_path(directory_, kNextestBinaries), "--cargo-metadata",
                               join_path(directory_, kNextestPackages)});
    if (options_.program_arguments.empty()) return words;
    words.emplace_back("--");
    words.insert(words.end(), options_.program_arguments.begin(), options_.program_arguments.end());
    return words;
  }

  Status start() const {
    const std::vector<std::string> words = command();
    if (!options_.no_run) return context_.processes.become({words, {}, context_.environment});
    std::string shown;
    for (const std::string& word : words) shown += (shown.empty() ? "" : " ") + escape(word, Grammar::shell_word);
    if (!options_.build.quiet) fmt::print("Run them with: {}\n", shown);
    return {};
  }

  const CommandContext& context_;
  const NextestOptions& options_;
  std::string directory_;
};

}  // namespace

Status nextest(const CommandContext& context, const NextestOptions& options) {
  return Nextest(context, options).run();
}

}  // namespace ferrule
