#include "record/outcome.h"

#include "base/field_table.h"
#include "base/files.h"
#include "record/recording_inputs.h"

namespace ferrule {

namespace {

FieldTable<RecordingOutcome> outcome_table() {
  return FieldTable<RecordingOutcome>()
      .text("tests-failure", &RecordingOutcome::tests_failure)
      .text("documentation-failure", &RecordingOutcome::documentation_failure)
      .text("scratch", &RecordingOutcome::scratch)
      .text("profile", &RecordingOutcome::profile)
      .text("tests-profile", &RecordingOutcome::tests_profile)
      .list("untested", &RecordingOutcome::untested);
}

struct Runner {
  std::string triple;
  std::vector<std::string> words;
};

FieldTable<Runner> runner_table() {
  return FieldTable<Runner>().text("runner-for", &Runner::triple).list("word", &Runner::words);
}

}  // namespace

/// One record for the recording, and one for each runner.
std::string write_outcome(const RecordingOutcome& outcome) {
  FieldWriter writer;
  outcome_table().write(writer, outcome);
  for (const auto& [triple, words] : outcome.runners) {
    writer.end_record();
    runner_table().write(writer, {triple, words});
  }
  return writer.text();
}

Result<RecordingOutcome> parse_outcome(std::string_view text, const std::string& path) {
  Result<std::vector<std::vector<Field>>> records = parse_records(text, path);
  if (!records) return records.error();
  Result<RecordingOutcome> outcome = outcome_table().read(records->front(), path);
  if (!outcome) return outcome;
  for (std::size_t i = 1; i < records->size(); ++i) {
    Result<Runner> runner = runner_table().read((*records)[i], path);
    if (!runner) return runner.error();
    outcome->runners[runner->triple] = std::move(runner->words);
  }
  return outcome;
}

Result<RecordingOutcome> read_outcome(const Disk& disk, const std::string& build_directory) {
  const std::string recording = directory_of(join_path(build_directory, kRecordingInputsFile));
  const std::string path = join_path(recording, kOutcomeFile);
  Result<std::string> text = disk.read(path);
  if (!text) return text.error();
  return parse_outcome(*text, path);
}

}  // namespace ferrule
