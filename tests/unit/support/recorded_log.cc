#include "support/recorded_log.h"

#include <gtest/gtest.h>

#include "base/strings.h"

namespace ferrule {

namespace {

std::string expand(const std::string& text) { return replace_all(text, "$T", kRecordingTarget); }

}  // namespace

RecordedLog& RecordedLog::rustc(const std::string& package, const std::string& words, const Variables& environment) {
  return add("rustc", {}, package, "/rust/bin/rustc " + words, environment);
}

RecordedLog& RecordedLog::compiled_script(const std::string& package, const std::string& words,
                                          const Variables& environment) {
  return add("rustc", {{"makes", "build-script"}}, package, "/rust/bin/rustc " + words, environment);
}

RecordedLog& RecordedLog::build_script(const std::string& package, const std::string& program,
                                       const std::string& out_dir, const Variables& environment) {
  Variables all = {{"OUT_DIR", out_dir}, {"HOST", "x86_64-unknown-linux-gnu"}, {"NUM_JOBS", "2"}};
  all.insert(all.end(), environment.begin(), environment.end());
  return add("build-script", {{"program", program}}, package, "", all);
}

RecordedLog& RecordedLog::test(const std::string& package, const std::string& program, const std::string& words,
                               const Variables& environment) {
  return add("test", {{"program", program}}, package, words, environment);
}

RecordedLog& RecordedLog::rustdoc(const std::string& package, const std::string& words,
                                  const Variables& environment) {
  return add("rustdoc", {}, package, words, environment);
}

RecordedLog& RecordedLog::documentation(const std::string& package, const std::string& words,
                                        const Variables& environment) {
  return add("documentation", {}, package, "rustdoc " + words, environment);
}

RecordedLog& RecordedLog::artifact(const Artifact& artifact) {
  RecordedArtifact recorded;
  recorded.package_id = (artifact.is_path ? "path+file:///w/" : "registry+index#") + artifact.package + "@1.0.0";
  recorded.manifest_path = "/w/" + artifact.package + "/Cargo.toml";
  recorded.target_kind = artifact.kind;
  recorded.target_name = artifact.name;
  recorded.crate_types = artifact.crate_types;
  for (const std::string& file : artifact.files) recorded.files.push_back({expand(file), expand(artifact.unit)});
  artifacts_.push_back(std::move(recorded));
  return *this;
}

RecordedRun RecordedLog::run() const {
  Result<RecordedRun> run = parse_log(commands_ + format_artifacts(artifacts_), "log");
  EXPECT_TRUE(run) << run.error().message;
  return run ? *run : RecordedRun{};
}

RecordedLog& RecordedLog::add(std::string_view tool, const std::vector<Field>& fields, const std::string& package,
                              const std::string& words, const Variables& environment) {
  FieldWriter record;
  record.add("ran", tool);
  for (const Field& field : fields) record.add(field.keyword, expand(field.value));
  record.add("directory", "/w/" + package);
  for (std::string_view word : split(words, ' '))
    if (!word.empty()) record.add("arg", expand(std::string(word)));
  record.add("env", "CARGO_MANIFEST_DIR=/w/" + package);
  record.add("env", "CARGO_PKG_NAME=" + package);
  record.add("env", "CARGO_PKG_VERSION=1.0.0");
  for (const EnvironmentVariable& variable : environment)
    record.add("env", variable.name + "=" + expand(variable.value));
  record.end_record();
  commands_ += record.text();
  return *this;
}

}  // namespace ferrule
