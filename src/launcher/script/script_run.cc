#include "launcher/script/script_run.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "base/escape.h"
#include "base/files.h"
#include "base/strings.h"
#include "launcher/edge/announcement.h"
#include "launcher/edge/command_line.h"
#include "launcher/edge/requested_variables.h"
#include "launcher/files/depfile.h"
#include "launcher/files/publish.h"
#include "launcher/files/scratch_directory.h"
#include "launcher/jobs/jobserver.h"
#include "launcher/process/process.h"
#include "launcher/process/signals.h"
#include "launcher/process/terminal.h"
#include "launcher/script/directives.h"
#include "launcher/script/out_dir.h"
#include "launcher/script/script_inputs.h"
#include "launcher/script/script_record.h"
#include "portable/portable_fields.h"

namespace ferrule {

namespace {

/// "serde v1.0.228 (/path)" -> "serde@1.0.228".
std::string name_and_version(std::string_view package) {
  Halves parts = split_once(package, ' ');
  std::string_view version = split_once(parts.second, ' ').first;
  consume_prefix(version, "v");
  return std::string(parts.first) + "@" + std::string(version);
}

void print_log(const Edge& edge, const ScriptOutput& output, bool shows_warnings) {
  const std::string package = name_and_version(edge.action.package);
  std::string text;
  if (shows_warnings)
    for (const std::string& warning : output.warnings) text += "warning: " + package + ": " + warning + "\n";
  for (const std::string& error : output.errors) text += "error: " + package + ": " + error + "\n";
  print(text);
}

/// `text` two columns to the right, except empty lines.
std::string indented(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    Halves line = split_once(text, '\n');
    if (!line.first.empty()) result.append("  ").append(line.first);
    result += '\n';
    text = line.second;
  }
  return result;
}

/// Cargo's account of a script that has failed.
std::string describe_failure(const Edge& edge, const std::vector<std::string>& words, const ProcessEnd& end) {
  std::string command;
  for (const std::string& word : words)
    command.append(command.empty() ? "" : " ").append(escape(word, Grammar::shell_word));
  std::string text = "process didn't exit successfully: `" + command + "` (" + describe_status(end.status) + ")";
  if (!trim(end.out).empty()) text += "\n--- stdout\n" + end.out;
  if (!trim(end.err).empty()) text += "\n--- stderr\n" + end.err;
  return "error: failed to run custom build command for `" + edge.action.package + "`\n\nCaused by:\n" +
         indented(text);
}

/// Whether the compiler would take no notice of RUSTC_BOOTSTRAP anyway. Asked
/// only where a script sets it.
bool tolerates_bootstrap(const Edge& edge, std::string_view standard_output) {
  if (standard_output.find("rustc-env=RUSTC_BOOTSTRAP") == std::string_view::npos) return false;
  if (edge.environment.contains("RUSTC_BOOTSTRAP")) return true;
  auto rustc = edge.environment.find("RUSTC");
  if (rustc == edge.environment.end()) return false;
  Result<ProcessEnd> end = run_process({{rustc->second, "-V"}, edge.environment, ".", Capture::separately});
  return end && (end->out.find("-nightly") != std::string::npos || end->out.find("-dev") != std::string::npos);
}

std::vector<std::string> written_since(FileTime time, const ScriptRecord& record) {
  std::vector<std::string> paths;
  for (const auto& [path, sum] : record.inputs)
    if (sum != kAbsentInput && is_written_since(path, time)) paths.push_back(path);
  return paths;
}

/// Puts the output in its place, with the time at which the script began to
/// read; or at which it had ended, if it has itself written what looks newer: a
/// script that generates sources in its package would run for ever. That is so
/// where the files are what they were after the last run.
Status publish_output(const Edge& edge, const std::string& text, const std::vector<std::string>& inputs,
                      const std::vector<std::string>& variables) {
  const std::string& destination = edge.action.outputs.front().destination;
  const std::string record_file = directory_of(edge.action.out_dir) + "/inputs.digests";
  ScriptRecord before;
  if (Result<std::string> old = read_file(record_file)) before = parse_script_record(*old, record_file);
  Result<FileTime> ended = current_time();
  if (!ended) return ended.error();
  const ScriptRecord record = record_of(edge, inputs, variables);
  const std::vector<std::string> written = written_since(edge.started, record);
  const bool wrote_the_same = std::all_of(written.begin(), written.end(), [&](const std::string& path) {
    auto old = before.inputs.find(path);
    return old != before.inputs.end() && !old->second.empty() && old->second == record.inputs.at(path);
  });
  const bool may_stay = written.empty() && record.is_proven_same(before);
  unlink(record_file.c_str());
  Status published = publish_text(destination, text, written.empty() || !wrote_the_same ? edge.started : *ended,
                                  may_stay ? SameBytes::keep : SameBytes::renew);
  return published ? write_file(record_file, write_script_record(record)) : published;
}

/// As Cargo finds it.
std::string cargo_home_in(const Environment& environment) {
  const auto value_of = [&](std::string_view name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
  };
  const std::string given = value_of("CARGO_HOME"), home = value_of("HOME");
  if (given.starts_with('/')) return given;
  return given.empty() && home.starts_with('/') ? join_path(home, ".cargo") : std::string();
}

/// Has C compilers leave out where they ran: what they make is part of libraries, which are to be the same in every
/// checkout. Those that the script calls read it from here, as a rule.
void map_prefixes(const Edge& edge, Environment& environment) {
  if (!edge.action.linked_sources) return;
  const LinkedSources& sources = *edge.action.linked_sources;
  const std::string maps[] = {sources.directory + "=" + std::string(file_name(sources.link)),
                              edge.build_directory + "=."};
  for (const std::string& map : maps) {
    // Flags have no quotes.
    if (map.find(' ') != std::string::npos) continue;
    for (const char* name : {"CFLAGS", "CXXFLAGS"}) {
      std::string& flags = environment[name];
      flags.append(flags.empty() ? "" : " ").append("-ffile-prefix-map=" + map);
    }
  }
}

/// Names the package's files in what dependents are told as they reach them. Directories that are searched for
/// libraries stay: whether they are in the build directory has a meaning.
void name_through_link(const Edge& edge, ScriptOutput& output) {
  if (!edge.action.linked_sources) return;
  const LinkedSources& sources = *edge.action.linked_sources;
  const std::string link = join_path(edge.build_directory, sources.link);
  for (auto* variables : {&output.environment, &output.metadata})
    for (EnvironmentVariable& variable : *variables)
      variable.value = replace_path_outside(variable.value, edge.build_directory, sources.directory, link);
}

/// Leaves the output, the depfile and the variables of a run that went well.
Status publish_run(Edge& edge, ScriptOutput& output) {
  const Action& action = edge.action;
  if (Status made = make_directories(directory_of(action.outputs.front().destination)); !made) return made;
  Result<OutDirState> state = settle_out_dir(action.out_dir, directory_of(action.out_dir) + "/out-dir.digests");
  if (!state) return state.error();
  output.out_dir_digest = std::move(state->digest);
  output.out_dir_files = std::move(state->files);
  std::vector<std::string> inputs;
  if (!action.depfile.empty()) {
    ScriptInputRules rules{action.directory, action.is_path_package, edge.build_directory, edge.started,
                           cargo_home_in(edge.environment)};
    inputs = script_inputs(output, rules);
    // In another checkout they have other names.
    std::uint64_t names = 0;
    for (const std::string& input : inputs) names = digest(replace_path(input, action.directory, ""), names);
    output.inputs_digest = hex(names);
    if (Status written = write_depfile(edge, inputs); !written) return written;
  }
  name_through_link(edge, output);
  print(warn_of_missing_variables(edge, output.rerun_if_env_changed));
  if (Status recorded = record_requested_variables(edge, output.rerun_if_env_changed); !recorded) return recorded;
  return publish_output(edge, write_script_output(output, edge.build_directory), inputs, output.rerun_if_env_changed);
}

}  // namespace

Result<int> run_script(Edge& edge) {
  const Action& action = edge.action;
  if (action.outputs.empty() || action.out_dir.empty())
    return Error{"the action of a build script's run lacks its output or OUT_DIR", edge.action_file};
  Result<Jobserver> jobserver = Jobserver::join(edge);
  if (!jobserver) return jobserver.error();
  const Announcement announcement(edge.action);
  Result<ScratchDirectory> scratch = ScratchDirectory::make(scratch_path(edge));
  if (!scratch) return scratch.error();
  hold_signals();
  if (Status made = make_directories(action.out_dir); !made) return made.error();
  Result<std::vector<std::string>> words =
      expand_command(action.command, edge.scripts, scratch->path(), edge.build_directory);
  if (!words) return words.error();

  Environment environment = jobserver->add_to(edge.environment);
  map_prefixes(edge, environment);
  Result<ProcessEnd> end = run_process({*words, environment, action.directory, Capture::separately, &*jobserver});
  if (!end) return end.error();
  if (caught_signal() != 0) return EXIT_FAILURE;
  ScriptOutput log = parse_log_directives(end->out);
  if (!end->succeeded() || !log.errors.empty()) {
    print_log(edge, log, true);
    Status added = add_requested_variables(edge, log.rerun_if_env_changed);
    if (!added) return added.error();
    if (end->succeeded()) return Error{"build script logged errors"};
    print(describe_failure(edge, *words, *end));
    print(help_for_missing_variables(edge, log.rerun_if_env_changed));
    return exit_code_of(end->status);
  }

  // Wrappers of rustc read what the script said where Cargo keeps it.
  if (Status kept = write_file(directory_of(action.out_dir) + "/output", end->out); !kept) return kept.error();
  DirectiveRules rules{action.package, action.rust_version, tolerates_bootstrap(edge, end->out), action.link_targets};
  Result<ScriptOutput> output = parse_directives(end->out, rules);
  if (!output) return output.error();
  // Trimmed lines count here and not above, as with Cargo, which then only
  // shows their errors.
  print_log(edge, *output, action.is_path_package || !output->errors.empty());
  if (Status published = publish_run(edge, *output); !published) return published.error();
  return EXIT_SUCCESS;
}

}  // namespace ferrule
