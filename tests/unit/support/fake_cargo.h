// A toolchain that is not there, and a small workspace for it, on a fake disk: enough for whole recordings and
// generations.
#pragma once

#include <string>
#include <vector>

#include "support/fake_disk.h"
#include "support/fake_processes.h"
#include "support/recorded_log.h"

namespace ferrule {

/// The workspace stands in /w: a package "app" in /w/app with a library and a binary. The build directory is to be
/// /b. rustc and Cargo are in /rust/bin.
struct FakeCargo {
  FakeCargo();
  FakeCargo(const FakeCargo&) = delete;

  FakeDisk disk;
  FakeProcesses processes;
  Environment environment = {"PATH=/rust/bin:/usr/bin", "HOME=/home/me"};

  /// What `cargo build`, `cargo test` and `cargo doc` show of themselves; `cargo bench` shows what `cargo test` does.
  RecordedLog build;
  RecordedLog tests;
  RecordedLog documentation;
  /// What they write on standard error; with "error", they fail.
  std::string build_messages;
  std::string test_messages;
  std::string documentation_messages;
  /// The manifests that `cargo metadata` lists.
  std::vector<std::string> manifests = {"/w/app/Cargo.toml"};
  std::string version = "1.95.0";
  std::string assembly = "_ZN8mangling7ferrule17h0123456789abcdefE:";

  /// How often Cargo was asked for `subcommand`.
  int times(const std::string& subcommand) const { return processes.count("/cargo " + subcommand); }

 private:
  Result<ProcessResult> run(const ProcessRequest& request, const RecordedLog& log, const std::string& messages);
  std::string metadata() const;
};

}  // namespace ferrule
