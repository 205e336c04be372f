#include "launcher/verify/library_trial.h"

#include <unistd.h>

#include <algorithm>

#include "base/escape_sequences.h"
#include "base/files.h"
#include "launcher/compile/expansion.h"
#include "launcher/compile/pair_check.h"
#include "launcher/compile/svh.h"
#include "launcher/edge/command_line.h"
#include "launcher/files/dep_info.h"
#include "launcher/files/scratch_directory.h"
#include "launcher/jobs/jobserver.h"
#include "launcher/messages/compiler_messages.h"
#include "launcher/process/process.h"
#include "launcher/process/signals.h"
#include "rust/rustc_options.h"

namespace ferrule {

namespace {

/// The words that make a hollow rlib and all else below `directory`. An incremental state must be there or not as in
/// the build (it counts for the SVH), but not be the build's. One thread, for several may not make the same twice.
std::vector<std::string> hollow_words(const std::vector<std::string>& words, const std::string& directory) {
  bool is_incremental = false;
  std::vector<std::string> hollow = without_options(without_wrappers(words), [&](const RustcOption& option) {
    bool is_state = codegen_value(option, "incremental").has_value();
    is_incremental = is_incremental || is_state;
    return is_state || unstable_value(option, "no-codegen") || unstable_value(option, "threads");
  });
  if (is_incremental) hollow.emplace_back("-Cincremental=" + directory + "/incremental");
  hollow.emplace_back("-Zthreads=1");
  hollow.emplace_back("-Zno-codegen");
  return hollow;
}

/// One verification, with its directory.
class Trial {
 public:
  Trial(Edge& edge, std::string directory) : edge_(edge), directory_(std::move(directory)) {
    environment_ = edge.environment;
    environment_.insert_or_assign("RUSTC_BOOTSTRAP", std::string(1, '1'));
  }

  Result<Verification> run() {
    Verification found;
    const std::string here = directory_ + "/one";
    if (Status compiled = compile(here, found); !compiled) return compiled.error();
    if (found.outcome == Verification::Outcome::failed) return found;
    std::string other = built_of_the_same(here);
    if (other.empty()) {
      const std::string there = directory_ + "/other";
      if (Status compiled = compile(there, found); !compiled) return compiled.error();
      if (found.outcome == Verification::Outcome::failed) return found;
      other = join_path(there, edge_.action.metadata()->name);
    }
    Result<bool> same = have_same_svh(words_, environment_, join_path(here, edge_.action.metadata()->name), other);
    if (!same) return same.error();
    if (*same) return found;
    if (was_edited(here)) {
      found.outcome = Verification::Outcome::failed;
      found.message = "one of its sources was saved meanwhile\n";
      return found;
    }
    found.outcome = Verification::Outcome::differs;
    found.proc_macros = used_proc_macros(words_);
    if (std::optional<ExpansionDifference> difference =
            find_expansion_difference(words_, written_to_, environment_, edge_.action.directory)) {
      found.one = difference->one;
      found.other = difference->other;
      found.macros = difference->macros;
    }
    return found;
  }

 private:
  Status compile(const std::string& directory, Verification& found) {
    if (Status made = make_directories(directory); !made) return made;
    Result<std::vector<std::string>> words =
        expand_command(edge_.action.command, edge_.scripts, directory, edge_.build_directory);
    if (!words) return words.error();
    words_ = hollow_words(std::move(*words), directory);
    written_to_ = directory;
    Result<std::vector<std::string>> short_words = shorten_command(words_, join_path(directory, kArgumentsFile));
    if (!short_words) return short_words.error();
    Result<ProcessEnd> end = run_process({*short_words, environment_, edge_.action.directory, Capture::separately});
    if (!end) return end.error();
    if (end->succeeded()) return {};
    found.outcome = Verification::Outcome::failed;
    for (const CompilerMessage& message : read_compiler_messages(end->err, true))
      if (message.kind == CompilerMessage::Kind::error || message.kind == CompilerMessage::Kind::text)
        found.message += without_escape_sequences(message.text);
    if (found.message.empty()) found.message = describe_status(end->status) + "\n";
    return {};
  }

  /// The build's own hollow rlib, if it was made of what was just read; else nothing.
  std::string built_of_the_same(const std::string& directory) const {
    const Action& action = edge_.action;
    if (action.kind != EdgeKind::metadata) return {};
    const std::optional<DepInfo> read = what_is_read(directory);
    const std::string& built = action.metadata()->destination;
    if (!read || access(built.c_str(), F_OK) != 0) return {};
    return PairCheck(edge_, words_, directory).is_of(*read) ? built : std::string();
  }

  /// By the compilation in `directory`.
  std::optional<DepInfo> what_is_read(const std::string& directory) const {
    if (edge_.action.dep_info.empty()) return std::nullopt;
    Result<std::string> text = read_file(join_path(directory, edge_.action.dep_info));
    if (!text) return std::nullopt;
    return parse_dep_info(*text, directory);
  }

  bool was_edited(const std::string& directory) const {
    const std::vector<std::string> sources = what_is_read(directory).value_or(DepInfo()).files;
    return std::any_of(sources.begin(), sources.end(), [&](const std::string& source) {
      return is_written_since(join_path(edge_.action.directory, source), edge_.started);
    });
  }

  Edge& edge_;
  std::string directory_;
  Environment environment_;
  std::vector<std::string> words_;  // of the last compilation
  std::string written_to_;
};

}  // namespace

Result<Verification> verify_library(Edge& edge) {
  if (!traits_of(edge.action.kind).makes_library || edge.action.metadata() == nullptr)
    return Error{"`" + edge.action.id + "` makes no library that could be compiled twice", edge.action_file};
  Result<Jobserver> jobserver = Jobserver::join(edge);
  if (!jobserver) return jobserver.error();
  Result<ScratchDirectory> scratch =
      ScratchDirectory::make(edge.build_directory + "/ferrule/tmp/" + edge.action.id + ".verify");
  if (!scratch) return scratch.error();
  hold_signals();
  return Trial(edge, scratch->path()).run();
}

}  // namespace ferrule
