// What a manifest says of features: its own, and those that it asks of its dependencies.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ferrule {

struct DependencyFeatures {
  std::string name;     // as `[features]` and the source call it
  std::string package;  // the same, where it has no other name there
  std::vector<std::string> features = {};
  bool has_default = true;
  bool is_optional = false;
  bool is_for_build = false;
  /// Only for some targets: `[target.'cfg(…)'.dependencies]`.
  bool is_conditional = false;
};

struct ManifestFeatures {
  std::map<std::string, std::vector<std::string>> features;
  std::vector<DependencyFeatures> dependencies;

  /// Whether an optional dependency is a feature of that name, as it is where no feature says `dep:<name>`.
  bool is_implicit(const std::string& name) const;
};

/// Reads a Cargo.toml. What `workspace = true` stands for is looked up in `workspace_manifest`, which may be empty.
/// What can't be understood is left out: the answer never holds more than Cargo would turn on.
ManifestFeatures read_manifest_features(std::string_view manifest, std::string_view workspace_manifest);

}  // namespace ferrule
