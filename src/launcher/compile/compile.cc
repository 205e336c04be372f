#include "launcher/compile/compile.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "base/files.h"
#include "base/strings.h"
#include "formats/check_files.h"
#include "formats/script_output.h"
#include "launcher/compile/cut_off.h"
#include "launcher/compile/metadata.h"
#include "launcher/compile/pair_check.h"
#include "launcher/compile/report.h"
#include "launcher/edge/announcement.h"
#include "launcher/edge/command_line.h"
#include "launcher/edge/requested_variables.h"
#include "launcher/files/archive.h"
#include "launcher/files/companions.h"
#include "launcher/files/dep_info.h"
#include "launcher/files/depfile.h"
#include "launcher/files/publish.h"
#include "launcher/files/scratch_directory.h"
#include "launcher/jobs/jobserver.h"
#include "launcher/link/link.h"
#include "launcher/link/linker_stand_in.h"
#include "launcher/messages/compiler_messages.h"
#include "launcher/process/process.h"
#include "launcher/process/signals.h"

namespace ferrule {

namespace {

using Kind = CompilerMessage::Kind;

/// Whether what was made is out of date already: something was saved after the edge had begun to read. Its time tells
/// ninja so.
bool is_outdated(const Edge& edge, const std::vector<std::string>& sources) {
  if (is_written_since(edge.action_file, edge.started)) return true;
  return std::any_of(sources.begin(), sources.end(), [&](const std::string& source) {
    return is_written_since(join_path(edge.action.directory, source), edge.started);
  });
}

/// Before 1.12, ninja takes an edge that has left an output as it was for as old as the newest input that it knows
/// of. What is linked waits for its libraries by order only until a depfile has named them: it would be linked again.
/// And what was saved while the edge ran would never be built.
SameBytes same_bytes(const Action& action, bool outdated) {
  return traits_of(action.kind).is_named_by_path && !outdated ? SameBytes::keep : SameBytes::renew;
}

/// Makes the archive that dependents compile against, beside the file that its metadata comes from; gives its name.
Result<std::string> archive_metadata(const ProducedFile& file, const std::string& directory) {
  Result<std::string> metadata = read_metadata(join_path(directory, file.name));
  if (!metadata) return metadata.error();
  std::string name = file.name + ".archive";
  Status written = write_file(join_path(directory, name), write_archive(kMetadataMember, *metadata));
  if (!written) return written.error();
  return name;
}

/// Whether dependents can't tell the file from the one that is there.
bool is_same_to_dependents(const Action& action, const ProducedFile& file, CutOff& cut_off,
                           const std::string& directory) {
  const std::string made = join_path(directory, file.name);
  bool is_compiled_against = action.kind == EdgeKind::metadata || file.is_archived;
  return is_compiled_against ? cut_off.is_same_to_compile(made, file.destination)
                             : cut_off.is_same_to_link(made, file.destination);
}

/// Puts the edge's outputs, which rustc has left in `directory`, in their places, except those that would only look
/// new, where they may stay.
Status publish_outputs(const Edge& edge, CutOff cut_off, const std::string& directory, SameBytes same) {
  const Action& action = edge.action;
  // Before what they belong to. That may be the same program each time.
  std::vector<ProducedFile> changed = companions(action, directory);
  if (!changed.empty()) same = SameBytes::renew;
  const bool may_stay = same == SameBytes::keep;
  for (const ProducedFile& file : action.outputs) {
    if (may_stay && is_same_to_dependents(action, file, cut_off, directory)) continue;
    changed.push_back(file);
    if (!file.is_archived) continue;
    Result<std::string> archive = archive_metadata(file, directory);
    if (!archive) return archive.error();
    changed.back().name = std::move(*archive);
  }
  return publish(changed, directory, edge.started, same);
}

Result<DepInfo> read_dep_info(const Action& action, const std::string& directory) {
  if (action.dep_info.empty()) return DepInfo{};
  Result<std::string> text = read_file(join_path(directory, action.dep_info));
  if (!text) return text.error();
  return parse_dep_info(*text, directory);
}

/// The sources that may change while the edge stays.
std::vector<std::string> watched_sources(const Action& action, std::vector<std::string> files) {
  if (!action.fixed_sources.empty())
    std::erase_if(files, [&](const std::string& file) {
      return is_inside(normalize_path(join_path(action.directory, file)), action.fixed_sources);
    });
  return files;
}

/// Puts everything that rustc has left in `directory` where it belongs.
Status publish_results(Edge& edge, const DepInfo& dep_info, const std::vector<std::string>& words,
                       const std::string& directory) {
  const Action& action = edge.action;
  if (!action.depfile.empty() && !action.outputs.empty()) {
    Status written = write_depfile(edge, watched_sources(action, dep_info.files));
    if (!written) return written;
  }
  if (Status recorded = record_requested_variables(edge, dep_info.variables); !recorded) return recorded;

  const bool outdated = is_outdated(edge, dep_info.files);
  const SameBytes same = same_bytes(action, outdated);
  PairCheck pair(edge, words, directory);
  pair.forget();
  if (Status published = publish_outputs(edge, CutOff(edge, words), directory, same); !published) return published;
  if (!pair.applies()) return {};
  return outdated ? pair.leave_outdated() : pair.check(dep_info);
}

/// With RUSTC_BOOTSTRAP for its two edges, a library that asks for it would not be Cargo's. (`ferrule generate` finds
/// most of those in the sources.)
Status check_asks_for_no_bootstrap(const Action& action, const DepInfo& dep_info) {
  const std::vector<std::string>& asked = dep_info.variables;
  bool asks = std::find(asked.begin(), asked.end(), "RUSTC_BOOTSTRAP") != asked.end();
  if (action.bootstrap != Bootstrap::required || !asks) return {};
  const std::string name(split_once(action.package, ' ').first);
  return Error{"`" + action.package + "` reads the environment variable RUSTC_BOOTSTRAP, which is set for it while " +
                   "it is compiled in two edges",
               "", "run `ferrule generate --no-pipelining " + name + "` in this build directory"};
}

Result<ProcessEnd> run_rustc(const Edge& edge, const std::vector<std::string>& words, const std::string& directory,
                             Jobserver& jobserver) {
  Result<std::vector<std::string>> short_words = shorten_command(words, join_path(directory, kArgumentsFile));
  if (!short_words) return short_words.error();
  Environment environment = jobserver.add_to(edge.environment);
  return run_process({*short_words, environment, edge.action.directory, Capture::standard_error, &jobserver});
}

/// Runs rustc and publishes what it has made.
Result<int> run_compiler(Edge& edge, std::vector<std::string> words, const std::string& directory,
                         Jobserver& jobserver) {
  Result<ProcessEnd> end = run_rustc(edge, words, directory, jobserver);
  if (end && !end->succeeded() && edge.action.kind == EdgeKind::link_roots && caught_signal() == 0) {
    // A library without std that leaves the panic handler or the allocator to others.
    words.emplace_back(kWithStd);
    end = run_rustc(edge, words, directory, jobserver);
  }
  if (!end) return end.error();
  if (caught_signal() != 0) return EXIT_FAILURE;
  std::vector<CompilerMessage> messages = read_compiler_messages(end->err, asks_for_json(words));
  if (Status kept = keep_messages(edge.action, messages); !kept) return kept.error();
  if (!end->succeeded()) {
    report_failure(edge, messages, end->status);
    Status added = add_requested_variables(edge, undefined_variables(text_of(messages)));
    if (!added) return added.error();
    return exit_code_of(end->status);
  }
  Result<DepInfo> dep_info = read_dep_info(edge.action, directory);
  if (dep_info) {
    std::string warnings = warn_of_missing_variables(edge, dep_info->variables);
    if (!warnings.empty()) messages.push_back({Kind::text, std::move(warnings)});
  }
  report(edge, messages);
  if (!dep_info) return dep_info.error();
  if (Status settled = check_asks_for_no_bootstrap(edge.action, *dep_info); !settled) return settled.error();
  Status published = publish_results(edge, *dep_info, words, directory);
  if (!published) return published.error();
  return EXIT_SUCCESS;
}

/// Publishes what has been linked. Its sources are those of another edge.
Status publish_linked(const Edge& edge, const std::vector<std::string>& words, const std::string& directory) {
  Status written = write_depfile(edge, {});
  if (!written) return written;
  return publish_outputs(edge, CutOff(edge, words), directory, same_bytes(edge.action, false));
}

/// clippy-driver finds its arguments where `cargo clippy` puts them.
Status add_clippy_arguments(Edge& edge) {
  Result<std::string> arguments = read_file(std::string(kClippyArgumentsFile));
  if (!arguments) return arguments.error();
  edge.action.environment.push_back({"CLIPPY_ARGS", *arguments});
  edge.environment.insert_or_assign("CLIPPY_ARGS", std::move(*arguments));
  return {};
}

/// What edges of a kind keep of rustc's link, which isn't made.
std::optional<KeptOfLink> stand_in_of(EdgeKind kind) {
  if (kind == EdgeKind::unlinked) return KeptOfLink::all;
  if (kind == EdgeKind::object || kind == EdgeKind::link_roots) return KeptOfLink::roots;
  return std::nullopt;
}

}  // namespace

Result<int> compile(Edge& edge) {
  if (edge.action.kind == EdgeKind::clippy)
    if (Status added = add_clippy_arguments(edge); !added) return added.error();
  Result<Jobserver> jobserver = Jobserver::join(edge);
  if (!jobserver) return jobserver.error();
  const Announcement announcement(edge.action);
  Result<ScratchDirectory> scratch = ScratchDirectory::make(scratch_path(edge));
  if (!scratch) return scratch.error();
  hold_signals();
  Result<std::vector<std::string>> words =
      expand_command(edge.action.command, edge.scripts, scratch->path(), edge.build_directory);
  if (!words) return words.error();
  if (!edge.action.unlinked.empty()) {
    Result<bool> linked = link_unlinked(edge, *words, scratch->path(), *jobserver);
    if (!linked) return linked.error();
    if (caught_signal() != 0) return EXIT_FAILURE;
    if (*linked) {
      Status published = publish_linked(edge, *words, scratch->path());
      if (!published) return published.error();
      return EXIT_SUCCESS;
    }
  }
  if (std::optional<KeptOfLink> kept = stand_in_of(edge.action.kind))
    if (Status set = set_linker_stand_in(*words, scratch->path(), *kept); !set) return set.error();
  return run_compiler(edge, *words, scratch->path(), *jobserver);
}

}  // namespace ferrule
