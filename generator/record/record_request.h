// What is to be recorded.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/cargo/package_targets.h"
#include "system/processes.h"

namespace ferrule {

class JointRecordings;

/// One target of a package, with its default features.
struct RecordedSelection {
  std::string package;
  std::string root;    // the directory of its Cargo.toml
  std::string binary;  // which executable; empty for the library
  /// Cargo's other arguments, which choose neither packages nor features.
  std::vector<std::string> settings;
};

/// Whether documentation is built too, and what `cargo doc` is asked for besides Cargo's other arguments.
struct Documentation {
  bool is_wanted = false;
  bool no_deps = false;        // --no-deps
  bool private_items = false;  // --document-private-items

  bool operator==(const Documentation&) const = default;
};

struct RecordRequest {
  std::string directory;        // where the user called Ferrule: Cargo and rustup go by it
  std::string build_directory;  // absolute
  /// `--manifest-path …` and Cargo's selection flags, verbatim.
  std::vector<std::string> cargo_arguments;
  /// The values of `--config` among them.
  std::vector<std::string> config_overrides;
  std::string manifest_path;  // absolute
  /// Cargo's subcommand that plans the build: "build", "rustc" or "bench".
  std::string subcommand = "build";
  bool with_tests = true;
  Documentation documentation = {};
  /// Find out how RUSTC_BOOTSTRAP changes the compiler. Not where it is never to be used.
  bool with_bootstrap = true;
  /// Where the recording is kept, relative to the build directory.
  std::string recording_directory = "ferrule/recording";
  /// Whether all members of the workspace are inputs, or only packages that are compiled: what is asked for is named,
  /// and the others can't change it but by Cargo.lock.
  bool depends_on_all_members = true;
  /// Recordings with the same word have Cargo find fresh what one of them has recorded; empty for a recording alone.
  /// Takes `workspace`, and no tests besides the build.
  std::string session;
  /// Where many recordings share what they know of toolchains, or empty.
  std::string memory;
  /// What `cargo metadata --no-deps` says of the workspace, if that is known.
  std::shared_ptr<const WorkspacePackages> workspace;
  /// What the arguments choose, where others may be recorded with it, and who knows of those.
  std::optional<RecordedSelection> selection;
  JointRecordings* together = nullptr;
  /// Whether what Cargo said before holds as long as nothing has changed of what is known to decide it. Otherwise it
  /// is asked in any case.
  bool trusts_recording = false;
  Environment environment;  // the caller's
  std::string launcher;
  std::function<void(std::string_view)> show = [](std::string_view) {};
};

}  // namespace ferrule
