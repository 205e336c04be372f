// What a recording of Cargo leaves, in a few words: commands as they would be typed, package variables added as Cargo
// sets them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "record/units/recorded_command.h"

namespace ferrule {

/// Cargo's target directory while it is recorded for the build directory /b.
inline constexpr std::string_view kRecordingTarget = "/b/ferrule/recording/cargo/target";

/// In every string, `$T` stands for kRecordingTarget. A package "foo" is version 1.0.0, in /w/foo.
class RecordedLog {
 public:
  using Variables = std::vector<EnvironmentVariable>;

  /// rustc was called with these words.
  RecordedLog& rustc(const std::string& package, const std::string& words, const Variables& environment = {});
  /// The same for a build script.
  RecordedLog& compiled_script(const std::string& package, const std::string& words,
                               const Variables& environment = {});
  /// The build script `program` was run with this OUT_DIR.
  RecordedLog& build_script(const std::string& package, const std::string& program, const std::string& out_dir,
                            const Variables& environment = {});
  RecordedLog& test(const std::string& package, const std::string& program, const std::string& words = "",
                    const Variables& environment = {});
  RecordedLog& rustdoc(const std::string& package, const std::string& words, const Variables& environment = {});
  /// rustdoc was called otherwise.
  RecordedLog& documentation(const std::string& package, const std::string& words, const Variables& environment = {});

  struct Artifact {
    std::string package;
    std::string kind;  // in Cargo's words: "lib", "bin", "custom-build"
    std::string name;
    std::string unit;  // whose files these are
    std::vector<std::string> files;
    bool is_path = true;
    std::vector<std::string> crate_types = {};
  };
  /// Cargo said that this was built.
  RecordedLog& artifact(const Artifact& artifact);

  /// The commands, as the launcher logs them.
  const std::string& commands() const { return commands_; }
  const std::vector<RecordedArtifact>& artifacts() const { return artifacts_; }
  /// Both, read again.
  RecordedRun run() const;

 private:
  RecordedLog& add(std::string_view tool, const std::vector<Field>& fields, const std::string& package,
                   const std::string& words, const Variables& environment);

  std::string commands_;
  std::vector<RecordedArtifact> artifacts_;
};

}  // namespace ferrule
