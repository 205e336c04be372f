#include "record/cargo/command_store.h"

#include <iterator>
#include <vector>

#include "base/files.h"
#include "base/strings.h"
#include "record/units/recorded_command.h"
#include "record/units/rustc_arguments.h"
#include "record/units/unit_names.h"

namespace ferrule {

namespace {

/// Of a build script Cargo reports a file that doesn't hold its name, but the directory is the script's own.
std::string name_of_script(const std::string& directory) { return "build script in " + directory; }

}  // namespace

std::string name_of(const RecordedCommand& command, const RecordingPlace& place) {
  if (command.tool == RecordedTool::build_script) return key_of(command, place);
  if (command.tool != RecordedTool::rustc) return {};
  RustcCommandLine line = parse_rustc_command_line(command.arguments, place.recording_target);
  return command.makes_script ? name_of_script(line.out_dir) : line.unit_path();
}

std::set<std::string> names_of(const RecordedArtifact& artifact) {
  std::set<std::string> names;
  for (const RecordedArtifact::File& file : artifact.files)
    names.insert(artifact.target_kind == "custom-build" ? name_of_script(directory_of(file.path)) : file.unit);
  return names;
}

std::vector<std::string_view> records_of(std::string_view log) {
  std::vector<std::string_view> records;
  while (!log.empty()) {
    std::size_t end = log.find("\n\n");
    std::size_t size = end == std::string_view::npos ? log.size() : end + 2;
    records.push_back(log.substr(0, size));
    log.remove_prefix(size);
  }
  return records;
}

CommandStore::CommandStore(Disk& disk, const std::string& scratch) : disk_(disk), scratch_(scratch) {}

Result<bool> CommandStore::complete(CargoRun& run) {
  std::set<std::string> shown;
  if (Status kept = keep_all(run, shown); !kept) return kept.error();
  std::set<std::string> used(run.script_runs.begin(), run.script_runs.end());
  for (const RecordedArtifact& artifact : run.recorded.artifacts) used.merge(names_of(artifact));
  std::string fresh;
  for (const std::string& name : used) {
    if (shown.contains(name)) continue;
    Result<std::string> record = disk_.read(file_of(name));
    if (!record) return false;
    fresh += *record;
  }
  Result<RecordedRun> read = parse_log(fresh, scratch_);
  if (!read) return read.error();
  run.log = fresh + run.log;
  std::vector<RecordedCommand>& commands = run.recorded.commands;
  commands.insert(commands.begin(), std::make_move_iterator(read->commands.begin()),
                  std::make_move_iterator(read->commands.end()));
  return true;
}

std::string CommandStore::file_of(const std::string& name) const {
  return join_path(scratch_, "commands/" + hex(digest(name)));
}

Status CommandStore::keep_all(const CargoRun& run, std::set<std::string>& names) {
  const RecordingPlace place{recording_target(scratch_), {}};
  const std::vector<std::string_view> records = records_of(run.log);
  for (std::size_t i = 0; i < run.recorded.commands.size(); ++i) {
    std::string name = name_of(run.recorded.commands[i], place);
    if (name.empty()) continue;
    if (Status kept = keep(name, records[i]); !kept) return kept;
    names.insert(std::move(name));
  }
  return {};
}

Status CommandStore::keep(const std::string& name, std::string_view record) {
  std::string file = file_of(name);
  if (Status made = disk_.make_directories(directory_of(file)); !made) return made;
  Result<bool> written = disk_.write(file, record);
  if (!written) return written.error();
  return {};
}

}  // namespace ferrule
