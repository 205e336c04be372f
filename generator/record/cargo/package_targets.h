// What a package offers to be built, as `cargo metadata` tells it.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace ferrule {

struct PackageTargets {
  std::string name;
  std::string version;
  std::string manifest_path;
  std::string source;                      // the library's root, or the first binary's
  std::vector<std::string> library_types;  // Cargo's crate types; empty without a library
  std::vector<std::string> binaries;
  std::vector<std::string> tests;  // integration tests
  bool has_benches = false;
  bool has_examples = false;
  /// Targets with `test = false`: `cargo test` tests them only if it is asked for them. "bin app", "lib app".
  std::vector<std::string> untested;
};

struct WorkspacePackages {
  std::string root;
  std::vector<PackageTargets> packages;
};

/// Whether the manifest at `path` is the workspace's, or that of one of its packages.
bool has_manifest(const WorkspacePackages& workspace, const std::string& path);

/// Which targets `rustc-link-arg-*` of its build script may name (Action::link_targets).
std::vector<std::string> link_targets(const PackageTargets& package);

/// Of the workspace's packages the one called `name`, or, with an empty name, the one whose manifest is
/// `manifest_path`.
Result<PackageTargets> find_package_targets(const WorkspacePackages& workspace, const std::string& manifest_path,
                                            const std::string& name);

}  // namespace ferrule
