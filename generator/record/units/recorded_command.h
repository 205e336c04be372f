// One command that Cargo ran while it was recorded: what the launcher wrote into the log, typed, but with the paths
// that Cargo used.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/action.h"

namespace ferrule {

enum class RecordedTool {
  rustc,
  build_script,
  test,
  rustdoc,        // rustdoc --test
  documentation,  // any other rustdoc
};

struct RecordedCommand {
  RecordedTool tool = RecordedTool::rustc;
  std::string program;  // build_script, test: the path that Cargo ran
  std::string directory;
  std::vector<std::string> arguments;
  std::vector<EnvironmentVariable> environment;
  /// rustc: whether it compiles a build script (launcher/recorder.cc).
  bool makes_script = false;

  const std::string* variable(std::string_view name) const;
};

/// What Cargo says of a compiled unit on its standard output (`--message-format json`, "compiler-artifact").
struct RecordedArtifact {
  /// Of each file that Cargo reports: where it stands, and the path `<out-dir>/<crate-name><extra-filename>` of the
  /// unit that made it.
  struct File {
    std::string path;
    std::string unit;
  };
  std::string package_id;
  std::string manifest_path;
  std::string target_kind;
  std::string target_name;
  std::vector<File> files;
  /// What the target makes where it isn't compiled as a test.
  std::vector<std::string> crate_types = {};
};

/// Which targets a package of the workspace has, where link arguments from its build script go by that
/// (Action::link_targets).
struct RecordedPackage {
  std::string root;
  std::vector<std::string> link_targets;
};

/// What one run of Cargo showed.
struct RecordedRun {
  std::vector<RecordedCommand> commands;
  std::vector<RecordedArtifact> artifacts;
  std::vector<RecordedPackage> packages;
  /// `cargo doc`: the front pages that Cargo names at the end, in its order.
  std::vector<std::string> pages = {};
};

/// Reads the log that the launcher and `format_artifacts` wrote.
Result<RecordedRun> parse_log(std::string_view text, std::string_view origin);

/// The artifacts as text, to stand behind the commands in the log.
std::string format_artifacts(const std::vector<RecordedArtifact>& artifacts);
/// The packages and the pages likewise.
std::string format_packages(const std::vector<RecordedPackage>& packages);
std::string format_pages(const std::vector<std::string>& pages);

}  // namespace ferrule
