// The little that Ferrule reads of Cargo's configuration files itself, because recording hides it: Cargo does
// everything else.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "system/disk.h"
#include "system/processes.h"

namespace ferrule {

/// What programs are started with.
struct ConfiguredRunner {
  std::string key;                 // below `target`: a triple or `cfg(…)`; or CARGO_TARGET_<TRIPLE>_RUNNER
  std::vector<std::string> words;  // the first is an absolute path or a name to look up in PATH
  bool is_override = false;        // --config
};

/// Its `[term]` table, as it stands there; empty for what isn't said.
struct TerminalConfig {
  std::string color;          // "auto", "always", "never"
  std::string progress_when;  // the same
  int progress_width = 0;     // in columns
};

struct CargoConfig {
  /// The configuration files that Cargo merges, nearest first.
  std::vector<std::string> files;
  /// Where Cargo would read one if it were there.
  std::vector<std::string> absent;
  /// The directories of packages that the configuration puts in others' places: `paths`, and `[patch]` with a path.
  std::vector<std::string> packages;
  /// Directories that replace registries: `source.<name>.directory`.
  std::vector<std::string> vendored;
  /// build.rustc-wrapper, an absolute path or a name to look up in PATH; empty for none. The environment's
  /// RUSTC_WRAPPER and CARGO_BUILD_RUSTC_WRAPPER are taken into account.
  std::string rustc_wrapper;
  /// build.rustc and build.rustdoc, likewise.
  std::string rustc, rustdoc;
  /// The keys below `target`, triples and `cfg(…)`, that have `rustflags`. Where one fits, build.rustflags don't
  /// count.
  std::set<std::string> targets_with_rustflags;
  /// The `[env]` table: names, and the values that Cargo gives them.
  std::map<std::string, std::string, std::less<>> environment;
  /// Those among them that have `force`.
  std::set<std::string, std::less<>> forced_names;
  /// Of keys that several sources have, that of the first one; those that win come first.
  std::vector<ConfiguredRunner> runners;
  /// With CARGO_TERM_COLOR, CARGO_TERM_PROGRESS_WHEN and CARGO_TERM_PROGRESS_WIDTH.
  TerminalConfig terminal;
  /// doc.browser: what opens documentation, as a program with its arguments.
  std::vector<std::string> browser;
  /// build.target or CARGO_BUILD_TARGET.
  std::vector<std::string> targets;
  /// build.artifact-dir, or its old name build.out-dir, is set.
  bool copies_artifacts = false;
  /// unstable.build-std is set.
  bool builds_std = false;
};

/// Finds and reads the files as Cargo does: `.cargo/config.toml` (or `config`) in `directory` and each parent, then
/// in CARGO_HOME, with their `include`s, and the `--config` options in `overrides` (KEY=VALUE or a file) before all.
/// Source: The Cargo Book, "Configuration", "Hierarchical structure".
Result<CargoConfig> read_cargo_config(const Disk& disk, const std::string& directory, const Environment& environment,
                                      const std::vector<std::string>& overrides);

}  // namespace ferrule
